using System.ComponentModel;
using ModelContextProtocol;
using ModelContextProtocol.Server;

namespace SampleServer;

[McpServerToolType]
internal sealed class FileTools(RootFolder root)
{
    private const int MaxFileBytes = 4 * 1024 * 1024;
    private const int MaxMatches = 100;

    [McpServerTool(Name = "read_file", Title = "Read a file", ReadOnly = true, OpenWorld = false)]
    [Description("Reads a text file.")]
    public async Task<string> ReadFileAsync(
        [Description("Path of the file, relative to the server's folder.")] string path,
        CancellationToken cancellationToken)
    {
        var file = new FileInfo(root.Resolve(path));
        if (!file.Exists)
        {
            throw new McpException($"There is no file '{path}'.");
        }

        if (file.Length > MaxFileBytes)
        {
            throw new McpException($"'{path}' has {file.Length} bytes; this server reads at most {MaxFileBytes}.");
        }

        return await File.ReadAllTextAsync(file.FullName, cancellationToken);
    }

    [McpServerTool(Name = "list_files", Title = "List files", ReadOnly = true, OpenWorld = false)]
    [Description("Lists all files below a folder, one path a line.")]
    public string ListFiles(
        [Description("Path of the folder, relative to the server's folder.")] string path = ".")
    {
        var folder = root.Resolve(path);
        if (!Directory.Exists(folder))
        {
            throw new McpException($"There is no folder '{path}'.");
        }

        var files = RootFolder.FilesBelow(folder).Select(root.ToRelative).ToList();
        return files.Count == 0 ? "No files." : string.Join('\n', files);
    }

    [McpServerTool(Name = "write_file", Title = "Write a file", ReadOnly = false, Destructive = true, Idempotent = true, OpenWorld = false)]
    [Description("Writes a text file; replaces it if it exists, creates its folders if they do not.")]
    public async Task<string> WriteFileAsync(
        [Description("Path of the file, relative to the server's folder.")] string path,
        [Description("The whole new content of the file.")] string text,
        CancellationToken cancellationToken)
    {
        var file = root.Resolve(path);
        if (Directory.Exists(file))
        {
            throw new McpException($"'{path}' is a folder.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!); // never null: the file is below the root
        await File.WriteAllTextAsync(file, text, cancellationToken);
        return $"Wrote {text.Length} characters to {root.ToRelative(file)}.";
    }

    [McpServerTool(Name = "search_files", Title = "Search in files", ReadOnly = true, OpenWorld = false)]
    [Description("Finds the lines that contain a text, in all files, ignoring case. Answers 'path:line: text'.")]
    public async Task<string> SearchFilesAsync(
        [Description("The text to look for.")] string text,
        CancellationToken cancellationToken)
    {
        if (text.Length == 0)
        {
            throw new McpException("The text to look for is empty.");
        }

        var matches = new List<string>();
        foreach (var file in RootFolder.FilesBelow(root.Resolve(".")))
        {
            if (new FileInfo(file).Length > MaxFileBytes)
            {
                continue;
            }

            var number = 0;
            await foreach (var line in File.ReadLinesAsync(file, cancellationToken))
            {
                number++;
                if (!line.Contains(text, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                if (matches.Count == MaxMatches)
                {
                    matches.Add($"More than {MaxMatches} lines match; look for a longer text.");
                    return string.Join('\n', matches);
                }

                matches.Add($"{root.ToRelative(file)}:{number}: {line}");
            }
        }

        return matches.Count == 0 ? $"No line contains '{text}'." : string.Join('\n', matches);
    }
}
