using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EndToEnd.Child.Chaos;

/// <summary>A server that does to each call what the call's <c>act</c> says: it answers, in one way or another, or does not, and may end over it.</summary>
internal sealed class ChaosServer
{
    private static readonly string[] Tools =
    [
        """{"name":"read","inputSchema":{"type":"object"},"annotations":{"readOnlyHint":true}}""",
        """{"name":"write","inputSchema":{"type":"object"}}""",
    ];

    private readonly Outlet _outlet = new();

    public int Run()
    {
        using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
        while (input.ReadLine() is { } line) Handle(line);
        return 0;
    }

    private void Handle(string line)
    {
        using var document = JsonDocument.Parse(line);
        var message = document.RootElement;
        if (!message.TryGetProperty("id", out var id) || !message.TryGetProperty("method", out var method)) return;
        var parameters = message.TryGetProperty("params", out var given) ? given : default;
        switch (method.GetString())
        {
            case "tools/call": Call(id.GetRawText(), parameters); break;
            case "initialize": Answer(id.GetRawText(), $$$"""{"protocolVersion":{{{parameters.GetProperty("protocolVersion").GetRawText()}}},"capabilities":{"tools":{"listChanged":true}},"serverInfo":{"name":"chaos","version":"1"}}"""); break;
            case "tools/list": Answer(id.GetRawText(), $$"""{"tools":[{{string.Join(',', Tools)}}]}"""); break;
            default: Answer(id.GetRawText(), "{}"); break;
        }
    }

    private void Call(string id, JsonElement parameters)
    {
        var arguments = parameters.GetProperty("arguments");
        var result = $$"""{"content":[{"type":"text","text":"{{arguments.GetProperty("number").GetRawText()}}"}]}""";
        switch (arguments.GetProperty("act").GetString())
        {
            case "exit": Environment.Exit(3); break;
            case "answer-and-exit": Answer(id, result); Environment.Exit(3); break;
            case "half": _outlet.Send(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":{{id}},"result":""")); Environment.Exit(3); break;
            case "silent": return;
            case "twice": Answer(id, result); Answer(id, result); break;
            case "junk": _outlet.Send("no message at all"); Answer(id, result); break;
            case "changed": _outlet.Send("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"""); Answer(id, result); break;
            case "progress": Progress(parameters); Answer(id, result); break;
            case "stderr": Console.Error.WriteLine(new string('e', 10_000)); Answer(id, result); break;
            case "fork": Fork(); Answer(id, result); break;
            case "close": _outlet.Close(); Thread.Sleep(Timeout.Infinite); break;
            default: Answer(id, result); break;
        }
    }

    private void Answer(string id, string result) => _outlet.Send($$"""{"jsonrpc":"2.0","id":{{id}},"result":{{result}}}""");

    private void Progress(JsonElement parameters)
    {
        if (!parameters.TryGetProperty("_meta", out var meta) || !meta.TryGetProperty("progressToken", out var token)) return;
        for (var step = 1; step <= 3; step++)
        {
            var progress = step.ToString(CultureInfo.InvariantCulture);
            _outlet.Send($$$"""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{{{token.GetRawText()}}},"progress":{{{progress}}}}}""");
        }
    }

    private static void Fork() => Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "trap '' HUP; while :; do sleep 1; done"]))?.Dispose();
}
