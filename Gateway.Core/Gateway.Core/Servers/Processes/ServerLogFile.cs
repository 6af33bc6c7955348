using System.Text;
using Gateway.Core.Configuration;
using Gateway.Core.Home;
using Gateway.Core.Text;

namespace Gateway.Core.Servers.Processes;

/// <summary>The log file of one server, shared by all gateways of this home: each writes whole lines, one after the other, under a lock.</summary>
/// <param name="folder">Where the logs of servers are.</param>
/// <param name="server">The server's name.</param>
internal sealed class ServerLogFile(string folder, string server)
{
    /// <summary>Where it is renamed to <c>….log.1</c>, in place of the one before.</summary>
    public const int Largest = 1_000_000;

    private const int LongestName = 64;

    public string Path { get; } = System.IO.Path.Combine(folder, FileName(server) + ".log");

    /// <summary>False when it can't be written; nothing is thrown, a log is not worth a server.</summary>
    public bool TryAppend(string lines)
    {
        var bytes = Encoding.UTF8.GetBytes(lines);
        try
        {
            PrivateFolder.Create(folder);
            using var held = PrivateFile.Lock(System.IO.Path.ChangeExtension(Path, ".lock"));
            var size = new FileInfo(Path) is { Exists: true, Length: var length } ? length : 0;
            if (size > 0 && size + bytes.Length > Largest) File.Move(Path, Path + ".1", overwrite: true);
            var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = PrivateFile.Own;
            using var file = new FileStream(Path, options);
            file.Write(bytes);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ConfigurationException)
        {
            return false;
        }
    }

    // A name may hold anything; two that would look alike are told apart by a hash.
    private static string FileName(string server)
    {
        var name = new string([.. server.Take(LongestName).Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' ? character : '_')]);
        if (name == server && name[0] != '.') return name;
        var hash = new StableHash();
        hash.Add(server);
        return $"{name.TrimStart('.')}-{hash.ToString()[..8]}";
    }
}
