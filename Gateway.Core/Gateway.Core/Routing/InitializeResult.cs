using System.Text;
using Gateway.Core.Protocol;

namespace Gateway.Core.Routing;

/// <summary>The gateway's answer to <c>initialize</c>. It waits for no server, so it declares what the gateway itself can bridge.</summary>
internal static class InitializeResult
{
    public static byte[] Write(string version, SessionContext session)
    {
        var name = JsonText.Quote(GatewayVersion.Name);
        var instructions = JsonText.Quote(Instructions(session));
        return
        [
            .. Encoding.ASCII.GetBytes($"{{\"protocolVersion\":\"{version}\",\"capabilities\":{{\"tools\":{{\"listChanged\":true}}}},\"serverInfo\":{{\"name\":"),
            .. name,
            .. Encoding.ASCII.GetBytes($",\"version\":\"{GatewayVersion.Version}\"}},\"instructions\":"),
            .. instructions,
            (byte)'}',
        ];
    }

    private static string Instructions(SessionContext session)
    {
        var guardrails = session.Pipeline.Slots;
        var text = $"This gateway offers the tools of {session.Servers.Count} MCP server(s); get_metadata tells their state.";
        return guardrails.Count == 0
            ? text
            : text + $" Guardrails in force: {string.Join(", ", guardrails.Select(slot => slot.Name))}. Text such as <TOKEN> may stand for a value that was masked: never write it back.";
    }
}
