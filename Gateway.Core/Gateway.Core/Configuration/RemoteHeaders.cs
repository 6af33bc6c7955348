using System.Buffers;
using Gateway.Core.Protocol;

namespace Gateway.Core.Configuration;

/// <summary>Reads the headers that a user gives a remote server. Their values are secrets and are quoted nowhere.</summary>
internal static class RemoteHeaders
{
    // RFC 9110 §5.6.2.
    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // The transport's own: a second value would make a request say two things.
    private static readonly string[] Ours =
        ["Host", "Content-Length", "Content-Type", "Content-Encoding", "Transfer-Encoding", "Connection", "Upgrade", "TE", "Trailer", "Expect", "Accept", "Accept-Encoding", "Last-Event-ID", "Keep-Alive"];

    public static bool IsToken(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(Token);

    public static IReadOnlyList<KeyValuePair<string, string>> Read(ConfigurationNode node, ServerText text)
    {
        node.RefuseDoubled(StringComparer.OrdinalIgnoreCase);
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var member in node.Members)
        {
            var shown = Printable.Line(member.Name, 80);
            var value = text.Expand(member.Value, member.Value.RequireString(), $"\"headers\" {shown}").Trim();
            if (!IsToken(member.Name)) text.Failures.Add($"\"headers\" has '{shown}', which is no name of a header");
            else if (IsOurs(member.Name)) text.Failures.Add($"\"headers\" has {shown}, which the gateway itself sets; remove it");
            else if (!IsPlain(value)) text.Failures.Add($"\"headers\" {shown} has a value with characters that no header can have");
            else headers.Add(new(member.Name, value));
        }

        return headers;
    }

    private static bool IsOurs(string name) =>
        Ours.Contains(name, StringComparer.OrdinalIgnoreCase) || name.StartsWith("Mcp-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase);

    private static bool IsPlain(string value) => value.All(character => character is '\t' or (>= ' ' and <= '~'));
}
