using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace EndToEnd.Modern;

/// <summary>The tools of features.json, as the SDK lets one write them.</summary>
internal sealed class Tools(Subscriptions subscriptions)
{
    private bool _hasGrown;
    private int _cancelled;

    public ValueTask<ListToolsResult> ListAsync(RequestContext<ListToolsRequestParams> request, CancellationToken cancellationToken)
    {
        var tools = Features.Of<List<Tool>>("tools");
        if (_hasGrown) tools.Add(Features.Of<Tool>("grown"));
        return ValueTask.FromResult(new ListToolsResult { Tools = tools });
    }

    public async ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        var (server, call) = (request.Server, request.Params);
        switch (call.Name)
        {
            case "echo": return Text($"echo: {Argument(call, "message").GetString()}");
            case "structured" or "media" or "fail": return Features.Of<CallToolResult>("results", call.Name);
            case "refuse": throw Refusal();
            case "cancelled": return Text($"{_cancelled}");
            case "grown": return Text("grown");
            case "steps":
                var count = Argument(call, "count").GetInt32();
                for (var step = 1; step <= count; step++) await ReportAsync(request, step, count, cancellationToken);
                return Text("done");
            case "log":
                await LogAsync(request, LoggingLevel.Debug, "a detail", cancellationToken);
                await LogAsync(request, LoggingLevel.Warning, new JsonObject { ["at"] = new JsonArray(1, "two") }, cancellationToken);
                return Text("logged");
            case "sample":
                var asked = Features.Of<JsonNode>("asks", "sample");
                asked["messages"]![0]!["content"]!["text"] = Argument(call, "prompt").GetString();
                return Told(await server.SampleAsync(asked.Deserialize<CreateMessageRequestParams>(McpJsonUtilities.DefaultOptions)!, cancellationToken));
            case "elicit": return Told(await server.ElicitAsync(Features.Of<ElicitRequestParams>("asks", "elicit"), cancellationToken));
            case "elicit_url": return Told(Asked(call, "page", "elicit_url"));
            case "roots": return Told(await server.RequestRootsAsync(new(), cancellationToken));
            case "twice": return Twice(call);
            case "touch":
                await subscriptions.UpdatedAsync(server, "memo://changing");
                return Text("touched");
            case "grow" or "shrink":
                _hasGrown = call.Name == "grow";
                await subscriptions.ToolsChangedAsync(server);
                return Text(call.Name);
            case "hang":
                await ReportAsync(request, 1, 2, cancellationToken);
                return await HangAsync(cancellationToken);
            default: throw new McpProtocolException($"Unknown tool: {call.Name}", McpErrorCode.InvalidParams);
        }
    }

    // The answers come back by their keys, and the state byte for byte: what was answered before is in it.
    private static CallToolResult Twice(CallToolRequestParams call)
    {
        var first = call.RequestState is { Length: > 2 } state ? JsonSerializer.Deserialize<ElicitResult>(state, McpJsonUtilities.DefaultOptions)! : Asked(call, "first", "first");
        if (first.Action != "accept") return Told<ElicitResult[]>([first]);
        return Told<ElicitResult[]>([first, Asked(call, "second", "second", JsonSerializer.Serialize(first, McpJsonUtilities.DefaultOptions))]);
    }

    private static ElicitResult Asked(CallToolRequestParams call, string key, string ask, string state = "{}")
    {
        if (call.InputResponses?.TryGetValue(key, out var response) == true) return response.Deserialize(InputResponse.ElicitResultJsonTypeInfo)!; // never JSON null
        throw new InputRequiredException(new Dictionary<string, InputRequest> { [key] = InputRequest.ForElicitation(Features.Of<ElicitRequestParams>("asks", ask)) }, state);
    }

    private static McpProtocolException Refusal()
    {
        var refusal = new McpProtocolException(Features.Of<string>("refusal", "message"), (McpErrorCode)Features.Of<int>("refusal", "code"));
        foreach (var (name, value) in Features.Of<Dictionary<string, JsonElement>>("refusal", "data")) refusal.Data[name] = value;
        return refusal;
    }

    private async Task<CallToolResult> HangAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            Interlocked.Increment(ref _cancelled);
        }

        return Text("never");
    }

    private static async Task ReportAsync(RequestContext<CallToolRequestParams> request, int step, int count, CancellationToken cancellationToken)
    {
        if (request.Params.ProgressToken is { } token) await request.Server.NotifyProgressAsync(token, new() { Progress = step, Total = count, Message = $"step {step}" }, cancellationToken: cancellationToken);
    }

    private static Task LogAsync(RequestContext<CallToolRequestParams> request, LoggingLevel level, JsonNode data, CancellationToken cancellationToken)
    {
        var asked = (string?)request.Params.Meta?["io.modelcontextprotocol/logLevel"];
        if (asked is null || !Enum.TryParse<LoggingLevel>(asked, ignoreCase: true, out var least) || level < least) return Task.CompletedTask;
        var message = new JsonObject { ["level"] = level.ToString().ToLowerInvariant(), ["logger"] = "peer", ["data"] = data };
        return request.Server.SendMessageAsync(new JsonRpcNotification { Method = NotificationMethods.LoggingMessageNotification, Params = message }, cancellationToken);
    }

    private static JsonElement Argument(CallToolRequestParams call, string name) => call.Arguments![name];

    private static CallToolResult Told<T>(T answer) => Text(JsonSerializer.Serialize(answer, McpJsonUtilities.DefaultOptions));

    private static CallToolResult Text(string text) => new() { Content = [new TextContentBlock { Text = text }] };
}
