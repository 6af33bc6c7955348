namespace Gateway.Host.Printing;

/// <summary>Terminal styles; nothing when the output is no terminal or the user asks for none (no-color.org).</summary>
internal static class Style
{
    private static readonly bool IsOn =
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public static string Bold(string text) => Of("1", text);

    public static string Dim(string text) => Of("2", text);

    public static string Good(string text) => Of("32", text);

    private static string Of(string code, string text) => IsOn ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
