using Gateway.Core.Protocol;
using Gateway.Core.Text;

namespace Gateway.Core.Guarding;

/// <summary>What stands in the place of a content block whose name or URI held a finding.</summary>
internal static class WithheldBlock
{
    public static Edit Of(Slice block, KindPolicy policy)
    {
        var text = JsonText.Quote($"[withheld by the gateway: {policy.Kind.Placeholder} in a name or URI]");
        byte[] replacement = [.. "{\"type\":\"text\",\"text\":"u8, .. text, (byte)'}'];
        return new(block.Start, block.End, replacement, policy, 1, false, FindingPlace.Identity);
    }
}
