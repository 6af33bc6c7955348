using System.Text;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>Capabilities that only servers have, and the gateway passes on: experimental ones, extensions, tasks. They are known from an earlier start.</summary>
/// <remarks>None crosses the eras: who is not of the client's kind is not asked for them.</remarks>
internal static class SpecialCapabilities
{
    /// <summary>Members to append to the gateway's own capabilities, each with a comma before it.</summary>
    public static byte[] Of(IEnumerable<ChildServer> servers, Introduction client)
    {
        var union = new Dictionary<string, Dictionary<string, byte[]>>(StringComparer.Ordinal);
        foreach (var server in servers.Where(server => server.Known.Special is not null && server.Known.WasModern == client.IsModern))
        {
            foreach (var (name, value) in JsonMembers.Members(Encoding.UTF8.GetBytes(server.Known.Special!))) // filtered above
            {
                if (!union.TryGetValue(name, out var members)) union[name] = members = new(StringComparer.Ordinal);
                foreach (var (key, setting) in JsonMembers.Members(value)) members.TryAdd(key, setting); // the first server's, as everywhere
            }
        }

        if (union.Count == 0) return [];
        return [.. union.SelectMany(capability => (byte[])[(byte)',', .. JsonText.Quote(capability.Key), (byte)':', .. JsonMembers.Write(capability.Value)])];
    }
}
