using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Gateway.Http.Access;

/// <summary>
/// Keeps web pages out that make a browser call this address: by a name of theirs that leads here (DNS rebinding), or openly
/// (MCP 2026-07-28, transports/streamable-http, "Security &amp; Endpoint").
/// </summary>
/// <param name="hosts">Names and addresses that the gateway may be called by.</param>
/// <param name="takesAddresses">Any IP address will do: a name that leads here is none.</param>
/// <param name="origins">Pages that may use it.</param>
internal sealed class SiteCheck(IReadOnlyList<string> hosts, bool takesAddresses, IReadOnlyList<string> origins)
{
    /// <summary>The sentence to refuse the request with; null when it may pass.</summary>
    public string? Refusal(HttpRequest request)
    {
        if (!IsOurs(request.Host)) return "Forbidden: the Host header does not name this gateway; start it with --allow-host NAME if clients call it so.";
        return IsAllowed(request.Headers.Origin, request) ? null : "Forbidden: the Origin header names a web page that may not use this gateway; start it with --allow-origin ORIGIN if it may.";
    }

    private bool IsOurs(HostString host)
    {
        if (!host.HasValue) return false;
        var name = host.Host.Trim('[', ']');
        return hosts.Contains(name, StringComparer.OrdinalIgnoreCase) || (takesAddresses && IPAddress.TryParse(name, out _));
    }

    // Without an Origin it is no browser, or none that another page drives.
    private bool IsAllowed(StringValues origin, HttpRequest request) => origin switch
    {
        [] => true,
        [{ } only] => origins.Contains(only, StringComparer.OrdinalIgnoreCase) || only.Equals($"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
