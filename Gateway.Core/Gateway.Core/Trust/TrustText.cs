using Gateway.Core.Protocol;

namespace Gateway.Core.Trust;

/// <summary>The sentences about pins. None has a value of the configuration in it.</summary>
internal static class TrustText
{
    private const int MostPlaces = 5;
    private const int LongestPlace = 60;

    /// <summary>Why a server waits, and what to do.</summary>
    public static string Waits(ServerReview review, string configuration)
    {
        var (file, risk) = review.Waits!.Value; // it waits
        return $"{What(review)} in {Printable.Line(file)}, which {risk.Reason}; see what with: {Command("trust", configuration)}; then approve it with: {Accept(review.Server.Name, configuration)}";
    }

    /// <summary>That a change was taken over, because only the user can have made it.</summary>
    public static string Pinned(ServerReview review) =>
        $"server '{Printable.Line(review.Server.Name)}': {What(review)} in {Printable.Line(review.ToPin[0].Path)}; only you can change that file, so it is trusted as it stands now";

    /// <summary>That somebody may have changed a file before it was trusted.</summary>
    public static string OpenAtFirstUse(string file) =>
        $"{Printable.Line(file)} is trusted as it stands now, and other users of this machine may change it; what they change from now on waits for your approval. Take that right away with chown or chmod go-w, also for the folders above";

    /// <summary>That nothing can be compared or kept.</summary>
    public static string Problem(string problem) =>
        $"{problem}; meanwhile a server whose configuration only you can change starts unpinned, and others wait";

    /// <summary>Why a server waits that cannot be compared.</summary>
    public static string Unpinned(string problem, string file, FileRisk risk) =>
        $"a change of it could not be recognised: {problem}; and its configuration is in {Printable.Line(file)}, which {risk.Reason}";

    /// <summary>A command that approves a server.</summary>
    public static string Accept(string server, string configuration) => Command($"trust --accept{(server.StartsWith('-') ? '=' : ' ')}{Word(server)}", configuration);

    private static string Command(string command, string configuration) => $"mcp-gateway {command} --mcp-json-path {Word(configuration)}";

    private static string What(ServerReview review)
    {
        if (review.IsNew) return "it is new";
        var places = review.Changes.Take(MostPlaces).Select(change => Printable.Line(change.Place, LongestPlace));
        var more = review.Changes.Count > MostPlaces ? FormattableString.Invariant($" and {review.Changes.Count - MostPlaces} more") : "";
        return $"{string.Join(", ", places)}{more} changed";
    }

    // People paste the command into a shell, and names and paths are written by others.
    private static string Word(string text)
    {
        var line = Printable.Line(text, 1000);
        if (line.Length > 0 && line.All(character => char.IsAsciiLetterOrDigit(character) || "/._-:@+,\\".Contains(character))) return line;
        return OperatingSystem.IsWindows() ? $"\"{line.Replace("\"", "")}\"" : $"'{line.Replace("'", "'\\''")}'";
    }
}
