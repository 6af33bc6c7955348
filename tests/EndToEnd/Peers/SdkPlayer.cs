using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using EndToEnd.Running;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EndToEnd.Peers;

/// <summary>Has the C# SDK's client play a session, as driver.mjs does it with npm's.</summary>
internal sealed class SdkPlayer(Launch launch, SdkSession session, bool isModern)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly Dictionary<string, string> Listings = new() { ["tools/list"] = "tools", ["prompts/list"] = "prompts", ["resources/list"] = "resources", ["resources/templates/list"] = "resourceTemplates" };

    private readonly Dictionary<string, CancellationTokenSource> _listening = [];
    private int _lastId;

    public static async Task<JsonArray> PlayAsync(Launch launch, JsonObject script, string version)
    {
        await using var session = await SdkSession.OpenAsync(launch, script, version);
        var player = new SdkPlayer(launch, session, version == "2026-07-28");
        var outcomes = new JsonArray();
        foreach (var step in script["steps"]!.AsArray()) outcomes.Add(await player.PlayAsync(step!.AsObject()));
        return outcomes;
    }

    private async Task<JsonObject> PlayAsync(JsonObject step)
    {
        var record = session.Record = new(step) { RequestLevel = isModern && (string?)step["level"] is { } level and not "none" ? level : null };
        JsonNode? result = null;
        JsonObject? error = null;
        try
        {
            result = await CarryOutAsync(step);
        }
        catch (Exception exception) when (exception is McpException or TimeoutException or InvalidOperationException or JsonException)
        {
            error = new() { ["message"] = exception.Message };
            if (exception is McpProtocolException protocol) error["code"] = (int)protocol.ErrorCode;
        }

        var awaited = (string?)step["awaitNote"];
        if (awaited is not null) await UntilAsync(() => record.HasNote(awaited));
        var outcome = record.Outcome(result, error);
        if (awaited is not null && !record.HasNote(awaited)) outcome["missing"] = awaited;
        return outcome;
    }

    private async Task<JsonNode?> CarryOutAsync(JsonObject step)
    {
        var parameters = step["params"]?.DeepClone().AsObject() ?? [];
        switch ((string)step["do"]!)
        {
            case "instructions": return new JsonObject { ["instructions"] = session.Client.ServerInstructions };
            case "subscribe" when isModern: return await ListenAsync((string)parameters["uri"]!, new() { ["resourceSubscriptions"] = new JsonArray((string)parameters["uri"]!) });
            case "subscribe": return await RequestAsync("resources/subscribe", parameters);
            case "unsubscribe" when isModern: return await EndAsync((string)parameters["uri"]!);
            case "unsubscribe": return await RequestAsync("resources/unsubscribe", parameters);
            case "watch": return isModern ? await ListenAsync("lists", new() { ["toolsListChanged"] = true, ["promptsListChanged"] = true, ["resourcesListChanged"] = true }) : new JsonObject();
            case "unwatch": return isModern ? await EndAsync("lists") : new JsonObject();
            case "tools/call": return await CallAsync(step, Prefixed(parameters));
            case "prompts/get": return await RequestAsync<GetPromptResult>("prompts/get", Prefixed(parameters));
            case "resources/read": return await RequestAsync<ReadResourceResult>("resources/read", parameters);
            case "completion/complete":
                if ((string?)parameters["ref"]!["type"] == "ref/prompt") Prefixed(parameters["ref"]!.AsObject());
                return await RequestAsync<CompleteResult>("completion/complete", parameters);
            case var method: return await ListAsync(method, Listings[method]);
        }
    }

    private JsonObject Prefixed(JsonObject named)
    {
        named["name"] = launch.Prefix + (string?)named["name"];
        return named;
    }

    private async Task<JsonNode> ListAsync(string method, string member)
    {
        var items = new JsonArray();
        JsonNode? cursor = null;
        do
        {
            var page = await RequestAsync(method, cursor is null ? [] : new() { ["cursor"] = cursor.DeepClone() });
            foreach (var item in page[member]!.AsArray()) items.Add(item!.DeepClone());
            cursor = page["nextCursor"];
        }
        while (cursor is not null);

        return new JsonObject { [member] = items };
    }

    private async Task<JsonNode> CallAsync(JsonObject step, JsonObject parameters)
    {
        if (!isModern && (string?)step["level"] is { } level) await RequestAsync("logging/setLevel", new() { ["level"] = level == "none" ? "emergency" : level });
        if (step["progress"] is not null) parameters["_meta"] = new JsonObject { ["progressToken"] = "a token" };
        using var cancellation = new CancellationTokenSource();
        if (step["cancel"] is not null) session.OnProgress = cancellation.Cancel;
        var clock = Stopwatch.StartNew();
        try
        {
            while (true)
            {
                var result = await RequestAsync<CallToolResult>("tools/call", parameters.DeepClone().AsObject(), cancellation.Token);
                var isDone = (step["until"] is not { } text || (string?)text == (string?)result["content"]![0]!["text"]) && !(step["quiet"] is not null && session.Record.HasNote());
                if (isDone || clock.Elapsed > Limit) return result;
                session.Record.Forget();
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new JsonObject { ["cancelled"] = true };
        }
        finally
        {
            session.OnProgress = null;
        }
    }

    // The answer to listen ends the stream, so nobody waits for it but its end.
    private async Task<JsonNode> ListenAsync(string key, JsonObject notifications)
    {
        var (acknowledged, end) = (session.Acknowledged, _listening[key] = new());
        var listening = SendAsync("subscriptions/listen", new() { ["notifications"] = notifications }, end.Token);
        await UntilAsync(() => session.Acknowledged > acknowledged || listening.IsFaulted);
        if (listening.IsFaulted) await listening;
        return session.Acknowledged > acknowledged ? new JsonObject() : throw new TimeoutException("the subscription was not acknowledged");
    }

    private async Task<JsonNode> EndAsync(string key)
    {
        if (_listening.Remove(key, out var end)) await end.CancelAsync();
        return new JsonObject();
    }

    /// <summary>A request whose result the SDK can read.</summary>
    private async Task<JsonNode> RequestAsync<T>(string method, JsonObject parameters, CancellationToken cancellationToken = default)
    {
        var result = await RequestAsync(method, parameters, cancellationToken);
        result.Deserialize<T>(McpJsonUtilities.DefaultOptions);
        return result;
    }

    private async Task<JsonNode> RequestAsync(string method, JsonObject parameters, CancellationToken cancellationToken = default)
    {
        var response = await SendAsync(method, parameters, cancellationToken).WaitAsync(Limit, CancellationToken.None);
        return response.Result ?? new JsonObject();
    }

    // The SDK forgets to send the notification when its own wait is the first to hear of the cancellation.
    private async Task<JsonRpcResponse> SendAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        var request = new JsonRpcRequest { Id = new($"of the player {++_lastId}"), Method = method, Params = parameters };
        try
        {
            return await session.Client.SendRequestAsync(request, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await session.Client.SendNotificationAsync(NotificationMethods.CancelledNotification, new CancelledNotificationParams { RequestId = request.Id }, cancellationToken: CancellationToken.None);
            throw;
        }
    }

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        var clock = Stopwatch.StartNew();
        while (!isTrue() && clock.Elapsed < Limit) await Task.Delay(5);
    }
}
