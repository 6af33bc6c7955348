using System.Text.Json;
using Gateway.Core.Catalog;
using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Remote;

/// <summary>Which arguments of a server's tools go into headers too: read from what the server itself lists, before any guardrail.</summary>
internal sealed class ToolHeaders
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ParameterHeaders> _tools = new(StringComparer.Ordinal);

    public ParameterHeaders? Of(string? tool)
    {
        if (tool is null) return null;
        lock (_lock) return _tools.GetValueOrDefault(tool);
    }

    /// <summary>Reads an answer to <c>tools/list</c>.</summary>
    public void Learn(ReadOnlySpan<byte> answer)
    {
        lock (_lock)
        {
            if (_tools.Count == 0 && answer.IndexOf("x-mcp-header"u8) < 0) return;
            var frame = Frame.Of(answer.ToArray());
            if (EnvelopeReader.Read(frame, int.MaxValue) != FrameFault.None || frame.Envelope.Kind != FrameKind.Result) return;
            foreach (var tool in ListPage.Read(frame.Raw(frame.Envelope.Result), ListKind.Tools).Entries) Learn(tool);
        }
    }

    /// <summary>Whether a listed tool keeps the rules for its headers; one that does not must not be shown to clients.</summary>
    public static bool IsValid(byte[] tool) => Read(tool).Headers is not null;

    private void Learn(byte[] tool)
    {
        var (name, headers) = Read(tool);
        if (name is null) return;
        if (headers is null or { IsEmpty: true }) _tools.Remove(name);
        else _tools[name] = headers;
    }

    private static (string? Name, ParameterHeaders? Headers) Read(byte[] tool) => (JsonMembers.Text(tool, "name"u8), ParameterHeaders.Of(JsonMembers.Raw(tool, "inputSchema"u8)));
}
