using Gateway.Core.Configuration;
using Gateway.Core.Servers.Processes;
using Gateway.Core.Text;

namespace Gateway.Core.Servers;

/// <summary>Tells whether a server is still the same program: its file and the files that its arguments name, by size and time.</summary>
/// <remarks>What <c>npx</c> or <c>uvx</c> fetch is not seen here: their list corrects what was remembered.</remarks>
internal static class ProgramIdentity
{
    /// <summary>A short text that is another when the program is; the same for a remote server always.</summary>
    /// <param name="server">The server.</param>
    /// <param name="environment">The gateway's own environment.</param>
    public static string Of(ServerConfiguration server, IReadOnlyDictionary<string, string> environment)
    {
        var hash = new StableHash();
        if (server.Command is { } command)
        {
            Add(ref hash, Find(command, ChildEnvironment.Of(environment, server)));
            foreach (var argument in server.Arguments) Add(ref hash, Path.Combine(server.WorkingFolder ?? Environment.CurrentDirectory, argument));
        }

        return hash.ToString();
    }

    private static string? Find(string command, IReadOnlyDictionary<string, string> environment)
    {
        try
        {
            return Executable.Find(command, environment);
        }
        catch (ServerException)
        {
            return null; // its start will say so
        }
    }

    private static void Add(ref StableHash hash, string? path)
    {
        // A path in the arguments may be anything, a folder or a secret too; only files are looked at.
        var file = path is null || path.Contains('\0') ? null : new FileInfo(path);
        hash.Add(file is { Exists: true } ? FormattableString.Invariant($"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}") : null);
    }
}
