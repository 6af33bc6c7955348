using Gateway.Plugins.Presidio.Addresses;
using Gateway.Plugins.Presidio.Phone;

namespace Gateway.Plugins.Presidio.Entities;

/// <summary>The entities that are found here, and which of them by default.</summary>
internal static class EntityCatalog
{
    /// <summary>Lasso's nine, and IBAN_CODE, whose two check digits and lengths cost no precision.</summary>
    public static IReadOnlyList<string> Default { get; } =
    [
        "CREDIT_CARD", "IP_ADDRESS", "EMAIL_ADDRESS", "PHONE_NUMBER", "CRYPTO", "MEDICAL_LICENSE", "US_PASSPORT", "US_ITIN", "US_SSN", "IBAN_CODE",
    ];

    /// <summary>All of them, the default ones first. Made when it is asked for: a start with the default ones does not need the recognisers.</summary>
    public static IReadOnlyList<string> All =>
        [.. Default.Concat(Recognisers.All.Select(r => r.Entity)).Concat([IpSearch.Entity, EmailSearch.Entity, UrlSearch.Entity, PhoneSearch.Entity]).Distinct(StringComparer.Ordinal)];
}
