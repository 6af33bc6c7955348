namespace Gateway.Core.Home;

/// <summary>Folders in the gateway's home, which only its user may look into (0700).</summary>
internal static class PrivateFolder
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes the folder, and the home that it lies in, unless they are there.</summary>
    /// <exception cref="IOException">It cannot be made; or <see cref="UnauthorizedAccessException"/>.</exception>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } home && !Directory.Exists(home)) Directory.CreateDirectory(home, Own);
        Directory.CreateDirectory(path, Own);
    }

    /// <summary>The same; a folder that was there with other rights gets these.</summary>
    /// <exception cref="IOException">It cannot be made; or <see cref="UnauthorizedAccessException"/>, also when it is another user's.</exception>
    public static void Secure(string path)
    {
        Create(path);
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != Own) File.SetUnixFileMode(path, Own);
    }
}
