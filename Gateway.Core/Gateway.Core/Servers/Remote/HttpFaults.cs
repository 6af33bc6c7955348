using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Remote;

/// <summary>Everything HTTP can do instead of an answer, as a sentence with the next step.</summary>
internal sealed class HttpFaults(string server, Uri address)
{
    /// <summary>The status of an answer without a JSON-RPC error in it.</summary>
    /// <param name="status">The status.</param>
    /// <param name="scope">What the account lacks, when the server names it.</param>
    public RemoteFault Status(HttpStatusCode status, string? scope = null) => status switch
    {
        HttpStatusCode.Forbidden when scope is not null => Fatal($"answered 403 Forbidden; its account lacks a scope: sign in again with `mcp-gateway login {Printable.Line(server, 80)} --scope \"{scope}\"`"),
        HttpStatusCode.Unauthorized => Fatal($"answered 401 Unauthorized; sign in with `mcp-gateway login {Printable.Line(server, 80)}`, or correct 'headers' in the configuration"),
        HttpStatusCode.Forbidden => Fatal($"answered 403 Forbidden; its account may not do this: check 'headers' in the configuration, or sign in again with `mcp-gateway login {Printable.Line(server, 80)}`"),
        HttpStatusCode.NotFound => Answered(status, "check the path of 'url' in the configuration"),
        HttpStatusCode.MethodNotAllowed => Answered(status, "check the path and the 'type' of the server in the configuration"),
        HttpStatusCode.ProxyAuthenticationRequired => Fatal("could not be reached: the proxy answered 407; check HTTP_PROXY and HTTPS_PROXY"),
        HttpStatusCode.TooManyRequests => Fatal("answered 429 Too Many Requests; try again later"),
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => Outage($"answered {Name(status)}; it may be down: try again later"),
        >= HttpStatusCode.InternalServerError => new($"answered {Name(status)}; it failed: its own log has the reason", ErrorCodes.ServerUnavailable) { IsOutage = true },
        _ => Answered(status, "check 'url' and 'headers' in the configuration"),
    };

    public static RemoteFault Redirect(HttpStatusCode status, Uri? target, bool isSameOrigin)
    {
        if (target is null) return Fatal($"answered {Name(status)} without saying where to; check 'url' in the configuration");
        var origin = target.UserInfo.Length > 0 ? "another address" : Printable.Line(target.GetLeftPart(UriPartial.Authority), 200);
        return Fatal(isSameOrigin
            ? $"answered {Name(status)} and redirects again and again, or in a way that loses the message; give the final address as 'url'"
            : $"answered {Name(status)} with a redirect to {origin}, which is not followed; give that address as 'url' if you trust it");
    }

    /// <summary>What sending a request ended with, unless it was cancelled.</summary>
    public RemoteFault Exception(Exception exception)
    {
        if (exception is RemoteFault fault) return fault;
        if (exception is OperationCanceledException) return Outage(FormattableString.Invariant($"could not be reached: {address.Host}:{address.Port} took no connection within {HttpLink.ConnectTimeout.TotalSeconds:0} s"));
        return (exception as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => Outage($"could not be reached: the host name {Host} is not known; check 'url' in the configuration and the network"),
            HttpRequestError.ConnectionError => Outage($"could not be reached: {Host}:{address.Port} {Refusal(exception)}; is it running, and is 'url' right?"),
            HttpRequestError.SecureConnectionError => Outage($"could not be reached: no trusted TLS connection to {Host}{Reason(exception)}; check its certificate, or SSL_CERT_FILE for one of your own"),
            HttpRequestError.ProxyTunnelError => Outage("could not be reached through the proxy; check HTTP_PROXY and HTTPS_PROXY"),
            HttpRequestError.ConfigurationLimitExceeded => new("answered with headers over the limit; check 'url' in the configuration", ErrorCodes.BadAnswer),
            HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError => new("answered with something that is not HTTP; check 'url' in the configuration", ErrorCodes.BadAnswer),
            _ => Broken,
        };
    }

    public static RemoteFault Broken => new("broke the connection before it had answered; try again", ErrorCodes.ServerLost) { IsOutage = true };

    public static RemoteFault StreamLost => new("closed the stream that its answers come on before it had answered; try again", ErrorCodes.ServerLost) { IsOutage = true };

    public static RemoteFault Silent(TimeSpan limit) => new(FormattableString.Invariant($"did not answer within {limit.TotalSeconds:0.###} s"), ErrorCodes.ServerUnavailable) { IsOutage = true };

    public static RemoteFault SessionLost => new("lost its session before it had answered; a new one was opened, try again", ErrorCodes.ServerLost);

    public static RemoteFault TooLong(long limit) => new($"answered with more than {limit} bytes, the limit of 'maxMessageBytes'", ErrorCodes.BadAnswer);

    public static RemoteFault NoAnswer(string what) => new($"answered with {what} instead of a JSON-RPC message; is 'url' the address of its MCP endpoint?", ErrorCodes.BadAnswer);

    private string Host => Printable.Line(address.IdnHost, 100);

    private static RemoteFault Answered(HttpStatusCode status, string next) => new($"answered {Name(status)}; {next}", ErrorCodes.ServerUnavailable);

    private static RemoteFault Fatal(string predicate) => new(predicate, ErrorCodes.ServerUnavailable) { IsFatal = true };

    private static RemoteFault Outage(string predicate) => new(predicate, ErrorCodes.ServerUnavailable) { IsFatal = true, IsOutage = true };

    private static string Name(HttpStatusCode status) => status switch
    {
        HttpStatusCode.TemporaryRedirect => "307 Temporary Redirect", // the enumeration has an older name too
        _ when Enum.IsDefined(status) => $"{(int)status} {Spaced(status.ToString())}",
        _ => ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    // "NotFound" as HTTP writes it.
    private static string Spaced(string name) => string.Concat(name.Select((letter, at) => at > 0 && char.IsUpper(letter) && char.IsLower(name[at - 1]) ? $" {letter}" : $"{letter}"));

    private static string Refusal(Exception exception) => exception.InnerException is SocketException { SocketErrorCode: var code } && code != SocketError.ConnectionRefused
        ? $"cannot be connected to ({code})"
        : "refused the connection";

    private static string Reason(Exception exception) => exception.InnerException is AuthenticationException { Message: var message } ? $" ({Printable.Line(message, 200)})" : "";
}
