using System.Text;
using Gateway.Core.Protocol;

namespace Gateway.Core.Routing;

/// <summary>Names the server that a request of an unknown method is for: <c>params._meta["mcp-gateway/server"]</c>, its name in the configuration.</summary>
internal static class VendorTarget
{
    public const string MetaKey = "mcp-gateway/server";

    public static string? Of(Frame frame) =>
        frame.Envelope.Meta.IsPresent ? JsonMembers.Text(frame.Raw(frame.Envelope.Meta), Encoding.ASCII.GetBytes(MetaKey)) : null;
}
