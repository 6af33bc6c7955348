using System.Text;
using Gateway.Core.Protocol;

namespace Gateway.Core.Eras;

/// <summary>A modern server's question as a legacy client must get it.</summary>
internal static class LegacyElicitation
{
    /// <summary>The params; those that send the user to a page get the <c>elicitationId</c> that 2025-11-25 requires and 2026-07-28 does not have.</summary>
    public static ReadOnlySpan<byte> Of(string method, ReadOnlySpan<byte> parameters)
    {
        if (method != Methods.ElicitationCreate || JsonMembers.Text(parameters, "mode"u8) != "url" || JsonMembers.Has(parameters, "elicitationId"u8)) return parameters;
        return (byte[])[.. "{\"elicitationId\":\""u8, .. Encoding.ASCII.GetBytes(Guid.NewGuid().ToString()), .. "\","u8, .. parameters[1..]];
    }
}
