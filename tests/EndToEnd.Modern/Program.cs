using EndToEnd.Modern;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

// A server of 2026-07-28 only, on stdio, by the official C# SDK: it offers what the servers in servers/peers offer.
var subscriptions = new Subscriptions();
var tools = new Tools(subscriptions);
var options = new McpServerOptions
{
    ServerInfo = Features.Of<Implementation>("serverInfo"),
    ServerInstructions = Features.Of<string>("instructions"),
    Capabilities = Features.Of<ServerCapabilities>("capabilities"),
    ProtocolVersion = "2026-07-28",
    Handlers = new()
    {
        ListToolsHandler = tools.ListAsync,
        CallToolHandler = tools.CallAsync,
        ListPromptsHandler = Memos.ListPromptsAsync,
        GetPromptHandler = Memos.PromptAsync,
        ListResourcesHandler = Memos.ListAsync,
        ListResourceTemplatesHandler = Memos.ListTemplatesAsync,
        ReadResourceHandler = Memos.ReadAsync,
        CompleteHandler = Memos.CompleteAsync,
        SubscriptionsListenHandler = subscriptions.ListenAsync,
    },
};
await using var server = McpServer.Create(new StdioServerTransport("peer"), options);
await server.RunAsync();
