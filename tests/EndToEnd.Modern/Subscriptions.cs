using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace EndToEnd.Modern;

/// <summary>The open streams of subscriptions/listen: acknowledged first, then told what they asked for until they are cancelled.</summary>
internal sealed class Subscriptions
{
    private readonly ConcurrentDictionary<RequestId, Subscription> _open = [];

    public async ValueTask<EmptyResult> ListenAsync(RequestContext<SubscriptionsListenRequestParams> request, CancellationToken cancellationToken)
    {
        var (id, wanted) = (request.JsonRpcRequest.Id, request.Params.Notifications ?? new());
        var granted = JsonSerializer.SerializeToNode(wanted, McpJsonUtilities.DefaultOptions);
        // There before the client can know of it, and silent until then.
        var subscription = _open[id] = new(wanted);
        try
        {
            await SendAsync(request.Server, id, NotificationMethods.SubscriptionsAcknowledgedNotification, new() { ["notifications"] = granted });
            subscription.Acknowledged.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            _open.TryRemove(id, out _);
        }

        return new();
    }

    public Task ToolsChangedAsync(McpServer server) =>
        TellAsync(server, wanted => wanted.ToolsListChanged == true, NotificationMethods.ToolListChangedNotification, () => []);

    public Task UpdatedAsync(McpServer server, string uri) =>
        TellAsync(server, wanted => wanted.ResourceSubscriptions?.Contains(uri) == true, NotificationMethods.ResourceUpdatedNotification, () => new() { ["uri"] = uri });

    private async Task TellAsync(McpServer server, Predicate<SubscriptionsListenNotifications> isWanted, string method, Func<JsonObject> parameters)
    {
        foreach (var (id, subscription) in _open)
        {
            if (!isWanted(subscription.Wanted)) continue;
            await subscription.Acknowledged.Task;
            await SendAsync(server, id, method, parameters());
        }
    }

    private static Task SendAsync(McpServer server, RequestId id, string method, JsonObject parameters)
    {
        parameters["_meta"] = new JsonObject { ["io.modelcontextprotocol/subscriptionId"] = JsonSerializer.SerializeToNode(id, McpJsonUtilities.DefaultOptions) };
        return server.SendMessageAsync(new JsonRpcNotification { Method = method, Params = parameters });
    }

    private sealed record Subscription(SubscriptionsListenNotifications Wanted)
    {
        public TaskCompletionSource Acknowledged { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
