using ModelContextProtocol;

namespace SampleServer;

/// <summary>The one folder that the tools may touch. Every path of a client passes through <see cref="Resolve"/>.</summary>
internal sealed class RootFolder(string path)
{
    private static readonly EnumerationOptions NoLinks = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
    };

    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    /// <summary>The full path of a path relative to the root.</summary>
    /// <exception cref="McpException">The path leaves the root, by "..", as an absolute path or through a link.</exception>
    public string Resolve(string relative)
    {
        if (relative.Contains('\0', StringComparison.Ordinal))
        {
            throw new McpException("A path cannot contain a NUL character.");
        }

        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(_root, relative)));
        var inside = Path.GetRelativePath(_root, full);
        if (inside == ".")
        {
            return _root;
        }

        var parts = inside.Split(Path.DirectorySeparatorChar);
        if (parts[0] == ".." || Path.IsPathRooted(inside))
        {
            throw new McpException($"'{relative}' is outside the folder of this server; use a path relative to it.");
        }

        // The link itself is refused, wherever it leads: its target may change between this check and the opening.
        var step = _root;
        foreach (var part in parts)
        {
            step = Path.Combine(step, part);
            if (new FileInfo(step).LinkTarget is not null)
            {
                throw new McpException($"'{ToRelative(step)}' is a link; this server does not follow links.");
            }
        }

        return full;
    }

    /// <summary>A full path as clients see it: relative to the root, with forward slashes.</summary>
    public string ToRelative(string full) => Path.GetRelativePath(_root, full).Replace('\\', '/');

    /// <summary>A message of the operating system without the place of the root on this machine.</summary>
    public string WithoutRoot(string message) =>
        message.Replace(_root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    /// <summary>All files below a folder in a stable order; links are neither listed nor entered.</summary>
    public static IEnumerable<string> FilesBelow(string folder) =>
        Directory.EnumerateFiles(folder, "*", NoLinks).Order(StringComparer.Ordinal);
}
