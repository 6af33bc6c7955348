namespace Gateway.Core.Plugins;

/// <summary>Tells whether a file is still the same, by size and time: cheap enough for every start.</summary>
internal static class FileIdentity
{
    /// <summary>Nothing when there is no such file.</summary>
    public static string Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? FormattableString.Invariant($"{file.Length}|{file.LastWriteTimeUtc.Ticks}") : "";
    }
}
