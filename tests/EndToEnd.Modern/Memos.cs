using System.Text.RegularExpressions;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace EndToEnd.Modern;

/// <summary>The resources and prompts of features.json, and what completes them.</summary>
internal static partial class Memos
{
    private const string SecondPage = "page 2/é";

    public static ValueTask<ListResourcesResult> ListAsync(RequestContext<ListResourcesRequestParams> request, CancellationToken cancellationToken)
    {
        var all = Features.Of<List<Resource>>("resources");
        return ValueTask.FromResult(request.Params.Cursor switch
        {
            null => new ListResourcesResult { Resources = all[..2], NextCursor = SecondPage },
            SecondPage => new ListResourcesResult { Resources = all[2..] },
            _ => throw new McpProtocolException("no such page", McpErrorCode.InvalidParams),
        });
    }

    public static ValueTask<ListResourceTemplatesResult> ListTemplatesAsync(RequestContext<ListResourceTemplatesRequestParams> request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new ListResourceTemplatesResult { ResourceTemplates = Features.Of<List<ResourceTemplate>>("resourceTemplates") });

    public static ValueTask<ReadResourceResult> ReadAsync(RequestContext<ReadResourceRequestParams> request, CancellationToken cancellationToken)
    {
        var uri = request.Params.Uri;
        return ValueTask.FromResult(new ReadResourceResult
        {
            Contents =
            [
                uri switch
                {
                    "memo://one" => Text(uri, "The one."),
                    "memo://two" => BlobResourceContents.FromBytes(new byte[] { 0, 1, 2, 3 }, uri, "application/octet-stream"),
                    "memo://changing" => Text(uri, "As it is."),
                    _ when Note().Match(uri) is { Success: true } note => Text(uri, $"A note of {Uri.UnescapeDataString(note.Groups[1].Value)}."),
                    _ => throw NotFound(uri),
                },
            ],
        });
    }

    public static ValueTask<ListPromptsResult> ListPromptsAsync(RequestContext<ListPromptsRequestParams> request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new ListPromptsResult { Prompts = Features.Of<List<Prompt>>("prompts") });

    public static ValueTask<GetPromptResult> PromptAsync(RequestContext<GetPromptRequestParams> request, CancellationToken cancellationToken) => ValueTask.FromResult(request.Params.Name switch
    {
        "plain" => new GetPromptResult { Description = "Takes nothing.", Messages = [new() { Role = Role.User, Content = new TextContentBlock { Text = "Hello." } }] },
        "greet" => new GetPromptResult
        {
            Messages =
            [
                new() { Role = Role.User, Content = new TextContentBlock { Text = $"Greet {Argument(request, "name")}{(Argument(request, "tone") is { } tone ? $" in a {tone} tone" : "")}." } },
                new() { Role = Role.Assistant, Content = new EmbeddedResourceBlock { Resource = Text("memo://one", "The one.") } },
            ],
        },
        _ => throw new McpProtocolException($"no prompt {request.Params.Name}", McpErrorCode.InvalidParams),
    });

    public static ValueTask<CompleteResult> CompleteAsync(RequestContext<CompleteRequestParams> request, CancellationToken cancellationToken)
    {
        var (argument, arguments) = (request.Params.Argument, request.Params.Context?.Arguments);
        var owner = request.Params.Ref switch { PromptReference prompt => prompt.Name, ResourceTemplateReference template => template.Uri, _ => "" };
        List<string> values = [.. Features.Of<string[]>("names").Where(name => name.StartsWith(argument.Value, StringComparison.Ordinal))];
        return ValueTask.FromResult(new CompleteResult
        {
            Completion = (owner, argument.Name) switch
            {
                ("greet", "tone") => new() { Values = [$"{(arguments?.TryGetValue("name", out var name) == true ? name : "nobody")}-like"] },
                ("greet", "name") or ("memo://note/{name}", "name") => new() { Values = values, Total = values.Count, HasMore = false },
                _ => new() { Values = [] },
            },
        });
    }

    private static McpProtocolException NotFound(string uri)
    {
        var exception = new McpProtocolException("Resource not found", McpErrorCode.InvalidParams);
        exception.Data["uri"] = uri;
        return exception;
    }

    private static string? Argument(RequestContext<GetPromptRequestParams> request, string name) =>
        request.Params.Arguments?.TryGetValue(name, out var value) == true ? value.GetString() : null;

    private static TextResourceContents Text(string uri, string text) => new() { Uri = uri, MimeType = "text/plain", Text = text };

    [GeneratedRegex("^memo://note/(.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Note();
}
