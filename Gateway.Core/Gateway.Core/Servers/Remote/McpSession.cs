using System.Text.Json;
using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Remote;

/// <summary>A session as the server's answer to <c>initialize</c> opened it.</summary>
/// <param name="Id">Null when the server keeps none.</param>
/// <param name="Version">The revision that was agreed on; null before that.</param>
/// <param name="Lists">The lists that may be different in another session.</param>
internal sealed record McpSession(string? Id, string? Version, IReadOnlyList<string> Lists)
{
    /// <summary>Before <c>initialize</c>, and with servers that know no sessions.</summary>
    public static readonly McpSession None = new(null, null, []);

    private static readonly string[] AllLists = ["tools", "prompts", "resources"];

    /// <exception cref="RemoteFault">Its id cannot be sent back.</exception>
    public static McpSession Of(string? id, ReadOnlySpan<byte> answer)
    {
        // Visible ASCII only, as the specification has it; anything else could end the header.
        if (id is not null && (id.Length == 0 || id.AsSpan().ContainsAnyExceptInRange('!', '~'))) throw new RemoteFault("opened a session whose id has characters that no header can have", ErrorCodes.BadAnswer);
        var result = JsonMembers.Raw(answer, "result"u8);
        var version = JsonMembers.Raw(result, "protocolVersion"u8);
        var capabilities = JsonMembers.Raw(result, "capabilities"u8);
        List<string> lists = [];
        foreach (var list in AllLists)
        {
            if (!JsonMembers.Raw(capabilities, System.Text.Encoding.ASCII.GetBytes(list)).IsEmpty) lists.Add(list);
        }

        var text = version.Length > 2 && version[0] == '"' ? JsonText.Unescape(version) : null;
        return new(id, text is not null && text.All(character => character is > ' ' and <= '~') ? text : null, lists);
    }

    // Never printed whole: the id is a secret between the server and us.
    public override string ToString() => $"session ({Version})";
}
