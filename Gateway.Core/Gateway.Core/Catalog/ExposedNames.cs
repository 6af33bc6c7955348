using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Configuration;

namespace Gateway.Core.Catalog;

/// <summary>The name that a client sees for a server's tool: a pure function of the configured server names, the server and the tool.</summary>
/// <remarks>It never depends on which servers are up, so a prompt that names a tool stays true.</remarks>
internal sealed class ExposedNames(IEnumerable<string> servers, ToolNames style, int maxLength)
{
    private const int HashDigits = 6;

    private readonly string[] _servers = [.. servers];

    public bool IsSameAs(ExposedNames other) => _servers.Order(StringComparer.Ordinal).SequenceEqual(other._servers.Order(StringComparer.Ordinal));

    public string Of(string server, string tool)
    {
        if (style == ToolNames.Plain) return tool;
        var plain = $"{server}_{tool}";
        var name = Clean(plain);
        var isOwn = name == plain && name.Length <= maxLength && !IsClaimedByAnother(server, name);
        return isOwn ? name : $"{name[..Math.Min(name.Length, maxLength - HashDigits - 1)]}_{Hash(server, tool)}";
    }

    /// <summary>The servers that a name may belong to, longest prefix first: who to wait for when it is not known yet.</summary>
    public IEnumerable<string> CandidatesFor(string name)
    {
        if (style == ToolNames.Plain) return _servers;
        return _servers.Where(server => name.StartsWith(Clean(server + "_"), StringComparison.Ordinal) || Clean(server + "_").Length >= maxLength - HashDigits)
            .OrderByDescending(server => server.Length);
    }

    // "a" with tool "b_x" and "a_b" with tool "x" would both be a_b_x.
    private bool IsClaimedByAnother(string server, string name) =>
        _servers.Any(other => other.Length > server.Length && name.StartsWith(other + "_", StringComparison.Ordinal));

    // Clients allow [A-Za-z0-9_-] in tool names, and many no more than 64 of them.
    private static string Clean(string name) => string.Create(name.Length, name, static (clean, name) =>
    {
        for (var i = 0; i < name.Length; i++) clean[i] = char.IsAsciiLetterOrDigit(name[i]) || name[i] is '_' or '-' ? name[i] : '_';
    });

    private static string Hash(string server, string tool) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{server}\0{tool}")))[..HashDigits];
}
