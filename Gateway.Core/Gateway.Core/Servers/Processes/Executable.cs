namespace Gateway.Core.Servers.Processes;

/// <summary>Finds the program that a server's <c>command</c> names, as a shell would: never beside the gateway's own program.</summary>
internal static class Executable
{
    /// <exception cref="ServerException">There is none; the message names the PATH that was searched and the fix.</exception>
    public static string Find(string command, IReadOnlyDictionary<string, string> environment)
    {
        if (command.Contains('/') || (OperatingSystem.IsWindows() && command.Contains('\\')))
        {
            var path = Path.GetFullPath(command);
            return Candidates(path, environment).FirstOrDefault(File.Exists)
                ?? throw new ServerException($"the command '{command}' does not exist (looked for {path}); correct 'command' in the configuration");
        }

        var folders = environment.GetValueOrDefault("PATH") ?? "";
        // Full paths: the runtime looks for a relative one beside the gateway's own program first.
        foreach (var folder in folders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var candidate in Candidates(Path.GetFullPath(Path.Combine(folder, command)), environment))
            {
                if (IsExecutable(candidate)) return candidate;
            }
        }

        throw new ServerException(
            $"the command '{command}' was not found in PATH={folders}; install it, give its full path as 'command', or set PATH in the server's 'env'{Hint(folders)}");
    }

    /// <summary>Programs that a desktop starts know nothing of the shell's PATH, on macOS least of all.</summary>
    internal static string Hint(string folders)
    {
        string[] system = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"];
        return folders.Length > 0 && folders.Split(':').All(system.Contains)
            ? " (this is the PATH of an application that was not started from a shell: Homebrew's programs are in /opt/homebrew/bin or /usr/local/bin, nvm's in ~/.nvm/versions/node/VERSION/bin; 'which' in a shell tells)"
            : "";
    }

    private static IEnumerable<string> Candidates(string path, IReadOnlyDictionary<string, string> environment)
    {
        if (!OperatingSystem.IsWindows()) return [path];
        var extensions = environment.GetValueOrDefault("PATHEXT") ?? ".COM;.EXE;.BAT;.CMD";
        var withExtension = extensions.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(extension => path + extension);
        return Path.HasExtension(path) ? [path, .. withExtension] : withExtension;
    }

    private static bool IsExecutable(string path)
    {
        if (!File.Exists(path)) return false;
        return OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
    }
}
