using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace SampleServer;

/// <summary>Tells the model in a sentence what went wrong: the SDK hides the messages of the file system and logs a stack trace for each.</summary>
internal static class FileErrors
{
    public static McpRequestHandler<CallToolRequestParams, CallToolResult> ToText(
        McpRequestHandler<CallToolRequestParams, CallToolResult> next) => async (request, cancellationToken) =>
    {
        try
        {
            return await next(request, cancellationToken);
        }
        catch (Exception error) when (error is McpException and not McpProtocolException or IOException or UnauthorizedAccessException)
        {
            var root = request.Services?.GetService(typeof(RootFolder)) as RootFolder;
            return new CallToolResult
            {
                IsError = true,
                Content = [new TextContentBlock { Text = root?.WithoutRoot(error.Message) ?? "The file system refused." }],
            };
        }
    };
}
