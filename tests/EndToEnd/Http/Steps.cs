namespace EndToEnd.Http;

/// <summary>Steps of a scripted server's tool.</summary>
internal static class Steps
{
    public const string Answer = """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":"slow"}]}}""";

    public const string ListChanged = """send {"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""";

    /// <summary>More than any buffer of the system takes.</summary>
    public static string Flood { get; } = $$$"""repeat 20000 {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{token},"progress":{n},"message":"{{{new string('a', 1_000)}}}"}}""";

    public static string Progress(int n) => $$$"""send {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{token},"progress":{{{n}}}}}""";
}
