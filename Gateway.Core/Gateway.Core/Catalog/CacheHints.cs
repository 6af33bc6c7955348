using System.Globalization;
using Gateway.Core.Protocol;

namespace Gateway.Core.Catalog;

/// <summary>How long a result stays fresh and who may share it. Source: MCP 2026-07-28, server/utilities/caching.</summary>
/// <param name="TtlMs">Milliseconds; 0 is stale at once.</param>
/// <param name="IsPublic">It may be shown to any user.</param>
internal readonly record struct CacheHints(long TtlMs, bool IsPublic)
{
    /// <summary>For whatever says nothing of itself.</summary>
    public static readonly CacheHints None = new(0, false);

    /// <summary>What a result says of itself; what it does not say is the least.</summary>
    public static CacheHints Of(ReadOnlySpan<byte> result)
    {
        var isNumber = long.TryParse(JsonMembers.Raw(result, "ttlMs"u8), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ttl);
        return new(isNumber ? Math.Max(0, ttl) : 0, JsonMembers.Raw(result, "cacheScope"u8).SequenceEqual("\"public\""u8));
    }

    /// <summary>Of two results that become one: the shorter time and the stricter scope.</summary>
    public CacheHints And(CacheHints other) => new(Math.Min(TtlMs, other.TtlMs), IsPublic && other.IsPublic);
}
