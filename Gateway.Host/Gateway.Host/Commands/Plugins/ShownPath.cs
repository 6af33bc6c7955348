namespace Gateway.Host.Commands.Plugins;

/// <summary>A path that fits into a table; <c>--json</c> has it whole.</summary>
internal static class ShownPath
{
    private const int Longest = 40;

    public static string Of(string path)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (home.Length > 1 && path.StartsWith(home + Path.DirectorySeparatorChar, StringComparison.Ordinal)) path = "~" + path[home.Length..];
        if (path.Length <= Longest) return path;
        // The end tells plugins apart; it begins with a whole name where one is near.
        var tail = path[^(Longest - 1)..];
        var separator = tail.IndexOf(Path.DirectorySeparatorChar);
        return "…" + (separator is > 0 and < Longest / 2 ? tail[separator..] : tail);
    }
}
