using Gateway.Core.Guarding;
using Gateway.Core.Protocol;

namespace Gateway.Core.Catalog;

/// <summary>One tool of one server, as it is listed and as it is called.</summary>
internal sealed class Tool
{
    /// <summary>The server's name in the configuration.</summary>
    public required string Server { get; init; }

    /// <summary>Its own name on its server.</summary>
    public required string Name { get; init; }

    /// <summary>The name that the client sees.</summary>
    public required string ExposedName { get; init; }

    /// <summary>Its own name as raw JSON, to be spliced into calls.</summary>
    public required byte[] RawName { get; init; }

    /// <summary>Its entry of the listing: the server's bytes, with the exposed name and the guardrails' masks.</summary>
    public required byte[] Json { get; init; }

    /// <summary>Its <c>annotations.readOnlyHint</c> is true: a placeholder in its arguments overwrites nothing.</summary>
    public required bool IsReadOnly { get; init; }

    /// <summary>It may be called twice for once: it changes nothing, or the second time changes nothing more (<c>annotations.idempotentHint</c>).</summary>
    public required bool IsRepeatable { get; init; }

    /// <summary>What its <c>structuredContent</c> must look like; null when it does not say.</summary>
    public required OutputSchema? OutputSchema { get; init; }

    /// <summary>The arguments that HTTP repeats in headers, by its listed schema.</summary>
    public ParameterHeaders? Headers => field ??= ParameterHeaders.Of(JsonMembers.Raw(Json, "inputSchema"u8));

    public required MessageInfo Request { get; init; }

    public required MessageInfo Answer { get; init; }

    /// <summary>Its entry under its own name.</summary>
    public byte[] OwnEntry()
    {
        var name = JsonMembers.Find(Json, "name"u8);
        return [.. Json.AsSpan(0, name.Start), .. RawName, .. Json.AsSpan(name.End)];
    }

    public static (MessageInfo Request, MessageInfo Answer) Infos(string server, string tool, string session) => (
        new() { Direction = Direction.ToServer, Method = Methods.ToolsCall, Server = server, Tool = tool, Session = session },
        new() { Direction = Direction.ToClient, Method = Methods.ToolsCall, Server = server, Tool = tool, Session = session, IsAnswer = true });
}
