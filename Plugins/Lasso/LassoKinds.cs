namespace Gateway.Plugins.Lasso;

/// <summary>What Lasso masks, by its masks (Presidio's names, as its public integrations show), and what it warns of.</summary>
/// <remarks>A kind is declared before anything is found, so a mask that the owner of the Lasso account invented cannot be one.</remarks>
internal static class LassoKinds
{
    /// <summary>Something that Lasso reports and lets through.</summary>
    public static readonly FindingKind Warning = new("warning", "<LASSO_WARNING>") { DefaultAction = FindingAction.Report, Description = "What Lasso warns of" };

    /// <summary>What has a mask of its owner's own.</summary>
    public static readonly FindingKind Masked = new("masked", "<LASSO_MASKED>") { Description = "What Lasso masks, of a kind that has no name here" };

    private static readonly Dictionary<string, FindingKind> ByMask = new[]
    {
        "CREDIT_CARD", "CRYPTO", "DATE_TIME", "EMAIL", "EMAIL_ADDRESS", "IBAN_CODE", "IP_ADDRESS", "LOCATION", "MEDICAL_LICENSE", "NRP",
        "PERSON", "PHONE_NUMBER", "URL", "US_BANK_NUMBER", "US_DRIVER_LICENSE", "US_ITIN", "US_PASSPORT", "US_SSN",
    }.Select(name => new FindingKind(name.ToLowerInvariant(), $"<{name}>") { Description = $"What Lasso masks as <{name}>" }).ToDictionary(kind => kind.Placeholder, StringComparer.Ordinal);

    public static IReadOnlyCollection<FindingKind> All { get; } = [.. ByMask.Values, Masked, Warning];

    public static FindingKind Of(string mask) => ByMask.GetValueOrDefault(mask, Masked);
}
