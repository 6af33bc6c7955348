using Gateway.Core.Catalog;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>Which servers a URI may belong to. URIs are not rewritten, so they do not tell.</summary>
internal sealed class ResourceOwners(SessionContext session)
{
    /// <summary>The one server that was started, when there is only one; it may still be starting.</summary>
    public ChildServer? Sole => session.Servers.Where(server => !server.State.IsOff()).Take(2).ToArray() is [{ State: not (ServerState.Failed or ServerState.Stopped), Introduction: not null } only] ? only : null;

    /// <summary>The server that lists the URI, or whose template it fits best; if none does, all that have resources, in the configuration's order.</summary>
    public ChildServer[] Of(string uri)
    {
        var owner = session.ListOf(ListKind.Resources).Find(uri)?.Server ?? session.ListOf(ListKind.ResourceTemplates).Find(uri)?.Server ?? OfTemplate(uri);
        if (owner is not null && session.Server(owner) is { State: ServerState.Ready or ServerState.Degraded or ServerState.Starting } listed) return [listed];
        return [.. session.Servers.Where(server => server.IsUp && server.Offers("resources"))];
    }

    // The longest text before its first variable wins: it says the most.
    private string? OfTemplate(string uri) => session.ListOf(ListKind.ResourceTemplates).Offered
        .Where(entry => Fits(entry.Key, uri)).OrderByDescending(entry => entry.Key.IndexOf('{')).ThenByDescending(entry => entry.Key.Length).FirstOrDefault()?.Server;

    private static bool Fits(string template, string uri)
    {
        var (first, last) = (template.IndexOf('{'), template.LastIndexOf('}'));
        return first > 0 && last > first && uri.Length >= first + template.Length - last - 1
            && uri.StartsWith(template[..first], StringComparison.Ordinal) && uri.EndsWith(template[(last + 1)..], StringComparison.Ordinal);
    }
}
