using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EndToEnd.Child;

/// <summary>An MCP server that does what the files of its folder say, right or wrong. What no file scripts gets a plain answer.</summary>
/// <remarks>
/// <c>start.script</c> is played before anything is read, <c>end.script</c> when stdin has closed, <c>call-TOOL.script</c> for a call,
/// <c>retry-TOOL.script</c> for a call that brings answers of the client,
/// <c>METHOD.script</c> (a dash for each slash, <c>-CURSOR</c> behind it for a page) for any other message.
/// Each call is played on a thread of its own. A tool's entry of the listing is <c>tool-NAME.json</c>, if there is one.
/// </remarks>
internal sealed class ScriptedServer
{
    private readonly string _folder;
    private readonly Inbox _inbox;
    private readonly Outlet _outlet = new();

    public ScriptedServer(string folder) => (_folder, _inbox) = (folder, new(Path.Combine(folder, "received")));

    public int Run()
    {
        File.WriteAllText(Path.Combine(_folder, "pid"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        File.AppendAllText(Path.Combine(_folder, "starts"), FormattableString.Invariant($"{Environment.ProcessId}\n"));
        Play("start", new("", "null", "null"));
        using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
        while (ReadLine(input) is { } line)
        {
            _inbox.Add(line);
            Handle(line);
        }

        Play("end", new("", "null", "null"));
        return 0;
    }

    // One that has closed its input lives on.
    private static string? ReadLine(StreamReader input)
    {
        try
        {
            return input.ReadLine();
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            Thread.Sleep(Timeout.Infinite);
            return null;
        }
    }

    private void Handle(string line)
    {
        using var document = JsonDocument.Parse(line, new() { MaxDepth = int.MaxValue });
        var message = document.RootElement;
        if (!message.TryGetProperty("method", out var name)) return;
        var method = name.GetString()!;
        var hasParameters = message.TryGetProperty("params", out var parameters) && parameters.ValueKind == JsonValueKind.Object;
        var isCall = message.TryGetProperty("id", out var id);
        var call = new Call(line, isCall ? id.GetRawText() : "null", Token(parameters, hasParameters));
        var script = ScriptOf(method, parameters, hasParameters);
        if (HasScript(script)) new Thread(() => Play(script, call)).Start();
        else if (isCall) _outlet.Send(Default(method, parameters, call.Id));
    }

    private static string Token(JsonElement parameters, bool hasParameters) =>
        hasParameters && parameters.TryGetProperty("_meta", out var meta) && meta.TryGetProperty("progressToken", out var token) ? token.GetRawText() : "null";

    private string ScriptOf(string method, JsonElement parameters, bool hasParameters)
    {
        if (method == "tools/call") return $"{(parameters.TryGetProperty("inputResponses", out _) ? "retry" : "call")}-{parameters.GetProperty("name").GetString()}";
        var script = method.Replace('/', '-');
        var page = hasParameters && parameters.TryGetProperty("cursor", out var cursor) ? $"{script}-{cursor.GetString()}" : script;
        return HasScript(page) ? page : script;
    }

    private string PathOf(string script) => Path.Combine(_folder, script + ".script");

    private bool HasScript(string script) => File.Exists(PathOf(script));

    private void Play(string script, Call call)
    {
        if (HasScript(script)) new Script(_folder, script, File.ReadAllLines(PathOf(script)), call, _inbox, _outlet).Play();
    }

    private string Default(string method, JsonElement parameters, string id) => method switch
    {
        "initialize" => $$$$"""{"jsonrpc":"2.0","id":{{{{id}}}},"result":{"protocolVersion":{{{{parameters.GetProperty("protocolVersion").GetRawText()}}}},"capabilities":{"tools":{"listChanged":true},"prompts":{},"resources":{"subscribe":true},"completions":{},"logging":{}},"serverInfo":{"name":"scripted","version":"1"}}}""",
        "tools/list" => $$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"tools":[{{{string.Join(',', Tools())}}}]}}""",
        "prompts/list" => $$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"prompts":[]}}""",
        "resources/list" => $$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"resources":[]}}""",
        "resources/templates/list" => $$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"resourceTemplates":[]}}""",
        "ping" => $$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{}}""",
        _ => $$$"""{"jsonrpc":"2.0","id":{{{id}}},"error":{"code":-32601,"message":"Method not found"}}""",
    };

    private IEnumerable<string> Tools()
    {
        foreach (var name in Directory.GetFiles(_folder, "call-*.script").Select(file => Path.GetFileNameWithoutExtension(file)[5..]).Order(StringComparer.Ordinal))
        {
            var entry = Path.Combine(_folder, $"tool-{name}.json");
            yield return File.Exists(entry) ? File.ReadAllText(entry) : $$$"""{"name":"{{{name}}}","description":"Plays a script.","inputSchema":{"type":"object"}}""";
        }
    }
}
