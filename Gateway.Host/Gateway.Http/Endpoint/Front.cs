using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Host.Startup;
using Gateway.Http.Access;
using Gateway.Http.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Http.Endpoint;

/// <summary>Every request, from the checks that none may pass by to the endpoint that it is for.</summary>
internal sealed class Front(SiteCheck site, AccessTokens tokens, HttpSessions sessions, GatewayProcess gateway, Admission admission, ILogger log)
{
    private const string Path = "/mcp";

    private readonly PostEndpoint _post = new(sessions, admission, gateway.Configuration.Settings);
    private readonly StreamEndpoint _stream = new(sessions);

    /// <summary>Lets through to <paramref name="next"/> only what comes from no foreign web page.</summary>
    public Task CheckSiteAsync(HttpContext context, RequestDelegate next) =>
        site.Refusal(context.Request) is { } refusal ? HttpRefusal.Write(context, StatusCodes.Status403Forbidden, ErrorCodes.InvalidRequest, refusal) : next(context);

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await RouteAsync(context).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await HttpRefusal.Write(context, exception.StatusCode, ErrorCodes.InvalidRequest, Sentence(exception.StatusCode)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException || (context.RequestAborted.IsCancellationRequested && exception is IOException))
        {
            // The client is gone: there is nobody to tell.
        }
        catch (Exception exception)
        {
            var fault = FaultName.Of(exception); // its message may quote the request
            HttpLog.Failed(log, fault);
            if (context.Response.HasStarted) context.Abort();
            else await HttpRefusal.Write(context, StatusCodes.Status500InternalServerError, ErrorCodes.InternalError, "The gateway failed on this request. Please report it.").ConfigureAwait(false);
        }
    }

    private Task RouteAsync(HttpContext context)
    {
        if (HasTwoEnds(context.Request.Headers))
        {
            context.Response.Headers.Connection = "close";
            return HttpRefusal.Write(context, StatusCodes.Status400BadRequest, ErrorCodes.InvalidRequest, "Bad request: it tells its length in two ways.");
        }

        var path = context.Request.Path.Value ?? "";
        if (path is "/health" or "/ready") return Status(context, isReady: path == "/health" || !admission.IsClosed);
        if (tokens.Find(context.Request.Headers.Authorization) is not { } token) return Challenge(context);
        if (!TryRoute(path, out var server)) return HttpRefusal.Write(context, StatusCodes.Status404NotFound, ErrorCodes.InvalidRequest, "Not found: the endpoint is /mcp, or /mcp/SERVER for one server.");
        var caller = new Caller(token, server);
        if (HttpMethods.IsPost(context.Request.Method)) return _post.HandleAsync(context, caller);
        if (HttpMethods.IsGet(context.Request.Method)) return _stream.GetAsync(context, caller);
        if (HttpMethods.IsDelete(context.Request.Method)) return _stream.DeleteAsync(context, caller);
        context.Response.Headers.Allow = "POST, GET, DELETE";
        return HttpRefusal.Write(context, StatusCodes.Status405MethodNotAllowed, ErrorCodes.InvalidRequest, "Method not allowed: MCP uses POST, GET and DELETE.");
    }

    private bool TryRoute(string path, out string? server)
    {
        server = null;
        if (path == Path) return true;
        if (!path.StartsWith(Path + "/", StringComparison.Ordinal)) return false;
        var name = path[(Path.Length + 1)..];
        server = gateway.Configuration.Servers.FirstOrDefault(server => server.Name == name)?.Name;
        return server is not null;
    }

    // A proxy in front may have gone by the other one, and would take what follows for another request (RFC 9112 §6.1). Kestrel
    // goes by the chunks, and renames the length.
    private static bool HasTwoEnds(IHeaderDictionary headers) => headers.TransferEncoding switch
    {
        [] => false,
        [{ } only] => !only.Equals("chunked", StringComparison.OrdinalIgnoreCase) || headers.ContentLength is not null || headers.ContainsKey("X-Content-Length"),
        _ => true,
    };

    private static Task Status(HttpContext context, bool isReady)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            return HttpRefusal.Write(context, StatusCodes.Status405MethodNotAllowed, ErrorCodes.InvalidRequest, "Method not allowed: only GET and HEAD.");
        }

        return HttpRefusal.Write(context, isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, isReady ? "{\"status\":\"ok\"}"u8.ToArray() : "{\"status\":\"draining\"}"u8.ToArray());
    }

    private static Task Challenge(HttpContext context)
    {
        var hasToken = context.Request.Headers.Authorization.Count > 0;
        context.Response.Headers.WWWAuthenticate = hasToken ? "Bearer realm=\"mcp-gateway\", error=\"invalid_token\"" : "Bearer realm=\"mcp-gateway\"";
        return HttpRefusal.Write(context, StatusCodes.Status401Unauthorized, ErrorCodes.InvalidRequest, "Unauthorized: send the gateway's token as 'Authorization: Bearer TOKEN'.");
    }

    private static string Sentence(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => FrameFault.TooLarge.Sentence(),
        StatusCodes.Status408RequestTimeout => "Request timeout: the body came too slowly.",
        _ => "Bad request: it is no valid HTTP request.",
    };
}
