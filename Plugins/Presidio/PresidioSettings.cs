using Gateway.Plugins.Presidio.Context;
using Gateway.Plugins.Presidio.Entities;
using Gateway.Plugins.Presidio.Phone;

namespace Gateway.Plugins.Presidio;

/// <summary>The options after they were checked.</summary>
internal sealed class PresidioSettings
{
    /// <summary>Presidio's own, and Europe's larger countries.</summary>
    public static IReadOnlyList<string> DefaultRegions { get; } = ["US", "CA", "GB", "DE", "FR", "IT", "ES", "CH", "AT", "BE", "NL", "IE", "PL", "PT", "SE", "FI", "AU", "NZ", "ZA", "IL", "IN", "JP", "BR"];

    public required bool IsEnabled { get; init; }

    public required IReadOnlyList<string> Entities { get; init; }

    public required string Language { get; init; }

    public required double Threshold { get; init; }

    public required IReadOnlyList<string> Regions { get; init; }

    public required HashSet<string> Allowed { get; init; }

    /// <param name="options">As they were bound.</param>
    /// <param name="others">Entities that somebody else finds.</param>
    /// <exception cref="PluginOptionsException">One of them cannot be used.</exception>
    public static PresidioSettings From(PresidioOptions options, IReadOnlyList<string>? others = null) => new()
    {
        IsEnabled = options.EnablePresidio,
        Entities = EntitiesOf(options, others ?? []),
        Language = LanguageOf(options, others is not null),
        Threshold = options.ScoreThreshold is >= 0 and <= 1 ? options.ScoreThreshold : throw new PluginOptionsException("score_threshold: must be from 0 to 1"),
        Regions = options.PhoneRegions is { } regions ? [.. regions.Select(RegionOf)] : DefaultRegions,
        Allowed = options.AllowList.ToHashSet(StringComparer.Ordinal),
    };

    private static string[] EntitiesOf(PresidioOptions options, IReadOnlyList<string> others)
    {
        if (options.PiiEntities is not { } wanted) return [.. EntityCatalog.Default.Concat(others).Distinct(StringComparer.Ordinal)];
        if (wanted.Count == 0) throw new PluginOptionsException("pii_entities: is empty, so nothing would be looked for; leave it out for the default ones, or disable the guardrail");
        string[] known = [.. EntityCatalog.All.Concat(others).Distinct(StringComparer.Ordinal)];
        return [.. wanted.Select(name => known.FirstOrDefault(k => string.Equals(k, name, StringComparison.OrdinalIgnoreCase)) ?? throw Unknown(name, known)).Distinct(StringComparer.Ordinal)];
    }

    private static PluginOptionsException Unknown(string? name, string[] known)
    {
        var near = NearNames.Of(name ?? "", known);
        var proposal = near.Count > 0 ? $"near are: {string.Join(", ", near)}" : $"known are: {string.Join(", ", known.Order(StringComparer.Ordinal))}";
        var hint = name is "PERSON" or "LOCATION" or "NRP" or "ORGANIZATION" ? "; names and places need an analyzer_url" : "";
        return new($"pii_entities: '{name}' is unknown; {proposal}{hint}");
    }

    // An analyzer may know more languages than we have words for.
    private static string LanguageOf(PresidioOptions options, bool hasAnalyzer)
    {
        var language = options.Language.ToLowerInvariant();
        return hasAnalyzer || WordLists.Languages.Contains(language)
            ? language
            : throw new PluginOptionsException($"language: '{options.Language}' is unknown; known are: {string.Join(", ", WordLists.Languages)}");
    }

    private static string RegionOf(string region) =>
        region is not null && NumberingPlans.OfRegion(region) is { } plan
            ? plan.Region
            : throw new PluginOptionsException($"phone_regions: '{region}' is no region; write two letters of ISO 3166, such as US, or an empty list for numbers with a calling code only");
}
