namespace Gateway.Core.Text;

/// <summary>Which MIME types carry text, so that a base64 blob of them is looked into.</summary>
internal static class TextualMimeType
{
    private static readonly string[] Words = ["json", "xml", "javascript", "ecmascript", "yaml", "toml", "sql", "x-sh", "csv", "html", "x-www-form-urlencoded", "graphql", "pem"];

    public static bool Matches(string mimeType) =>
        mimeType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || Words.Any(word => mimeType.Contains(word, StringComparison.OrdinalIgnoreCase));
}
