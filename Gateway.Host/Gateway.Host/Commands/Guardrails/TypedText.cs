namespace Gateway.Host.Commands.Guardrails;

/// <summary>A text from the command line, or from stdin when it is <c>-</c>.</summary>
internal static class TypedText
{
    public const string Stdin = "-";

    /// <summary>Without the line end behind it.</summary>
    public static string Read(string argument)
    {
        if (argument != Stdin) return argument;
        if (Console.IsInputRedirected) return Console.In.ReadToEnd().TrimEnd('\r', '\n');
        Console.Error.WriteLine("mcp-gateway: type or paste it, then press Enter");
        return Console.In.ReadLine() ?? "";
    }
}
