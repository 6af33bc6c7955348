using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Core.Plugins;

/// <summary>The files of one plugin as this process alone sees them.</summary>
/// <remarks>
/// Loaded where the user put it, a plugin ends the process with SIGBUS when a new version is copied over it (Linux) or
/// refuses the copy (Windows). And what was hashed and checked must be what is loaded.
/// </remarks>
internal sealed class PluginCopy
{
    private PluginCopy(string assemblyPath, Lazy<string> hash)
    {
        AssemblyPath = assemblyPath;
        Hash = hash;
    }

    public string AssemblyPath { get; }

    /// <summary>SHA-256 of all files: path, length and content of each, in ordinal order of the paths.</summary>
    /// <remarks>Computed when somebody asks: nobody but this process can change the copy, and the first hash of a process loads OpenSSL.</remarks>
    public Lazy<string> Hash { get; }

    /// <summary>Copies the plugin into <paramref name="target"/>, which does not exist yet.</summary>
    /// <exception cref="PluginException">It can't be copied, or holds what must not be.</exception>
    public static PluginCopy Create(PluginDescription plugin, string target)
    {
        try
        {
            return Copy(plugin, target);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PluginException($"it can't be copied ({exception.GetType().Name}); check its permissions and the space in {Path.GetDirectoryName(target)}", exception);
        }
    }

    private static PluginCopy Copy(PluginDescription plugin, string target)
    {
        var source = plugin.IsBare ? Path.GetDirectoryName(plugin.AssemblyPath)! : plugin.Folder;
        string[] files = [.. plugin.IsBare ? BareFiles(plugin.AssemblyPath) : Files(source, "")];
        Array.Sort(files, string.CompareOrdinal);
        var real = new DirectoryInfo(source).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? source;
        foreach (var file in files)
        {
            var from = Path.Combine(source, file);
            CheckLink(from, real);
            if (WriteAccess.IsOpenToOthers(from)) throw new PluginException($"its file {from} is not safe: {WriteAccess.Reason}");
            var to = Path.Combine(target, file);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to);
        }

        return new(Path.Combine(target, Path.GetFileName(plugin.AssemblyPath)), new(() => HashOf(target, files)));
    }

    private static IEnumerable<string> Files(string root, string folder)
    {
        foreach (var entry in new DirectoryInfo(Path.Combine(root, folder)).EnumerateFileSystemInfos())
        {
            var relative = Path.Combine(folder, entry.Name);
            if (entry is FileInfo)
            {
                yield return relative;
                continue;
            }

            if (IsForeign(relative)) continue;
            if (entry.LinkTarget is not null) throw new PluginException($"its folder {entry.FullName} is a link; put the files themselves there");
            if (WriteAccess.IsOpenToOthers(entry.FullName)) throw new PluginException($"its folder {entry.FullName} is not safe: {WriteAccess.Reason}");
            foreach (var file in Files(root, relative)) yield return file;
        }
    }

    // runtimes/ holds native libraries for every platform: of the 68 MB of e_sqlite3, 2 MB are for this machine.
    private static bool IsForeign(string folder) =>
        Path.GetFileName(Path.GetDirectoryName(folder)) is "runtimes" && !RuntimeIdentifiers.Compatible.Contains(Path.GetFileName(folder));

    // The plugins folder holds other plugins too: of it, a bare plugin takes what it references, and what that references.
    private static HashSet<string> BareFiles(string assemblyPath)
    {
        var folder = Path.GetDirectoryName(assemblyPath)!;
        var files = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<string>([Path.GetFileNameWithoutExtension(assemblyPath)]);
        while (queue.TryDequeue(out var name))
        {
            var path = Path.Combine(folder, name + ".dll");
            if (!File.Exists(path) || !files.Add(name + ".dll")) continue;
            if (File.Exists(Path.ChangeExtension(path, ".deps.json"))) files.Add(name + ".deps.json");
            foreach (var reference in PluginMetadata.References(path)) queue.Enqueue(reference);
        }

        return files;
    }

    private static void CheckLink(string file, string root)
    {
        if (File.ResolveLinkTarget(file, returnFinalTarget: true) is not { } target) return;
        if (target.FullName.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return;
        throw new PluginException($"its file {file} is a link that leaves the plugin; put the file itself there");
    }

    private static string HashOf(string folder, string[] files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(long)];
        foreach (var file in files)
        {
            var content = File.ReadAllBytes(Path.Combine(folder, file));
            hash.AppendData(Encoding.UTF8.GetBytes(file.Replace('\\', '/') + '\0'));
            BinaryPrimitives.WriteInt64LittleEndian(length, content.Length);
            hash.AppendData(length);
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
