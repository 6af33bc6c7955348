namespace Gateway.Plugins.Presidio.Checks;

/// <summary>International bank account numbers: a country, its length, and two digits that make the rest by 97 one.</summary>
internal static class Iban
{
    // The register of ISO 13616, and countries that write theirs without being in it: which have which length.
    private static readonly (int Length, string Countries)[] Register =
    [
        (15, "NO"), (16, "BE"), (18, "DK FI FO GL NL SD FK"), (19, "MK SI"), (20, "AT BA EE KZ LT LU MN XK"), (21, "CH HR LI LV"),
        (22, "BG BH CR DE GB GE IE ME RS VA"), (23, "AE GI IL IQ OM SO TL"), (24, "AD CZ ES MD PK RO SA SE SK TN VG"), (25, "AO CV GW LY MZ PT ST"),
        (26, "DZ IR IS TR"), (27, "BI CF CG CM DJ FR GA GQ GR IT KM MC MG MR SM TD"), (28, "AL AZ BF BJ BY CI CY DO GT HN HU LB MA ML NE NI PL SN SV TG"), (29, "BR EG PS QA UA"), (30, "JO KW MU YE"), (31, "MT SC"), (32, "LC"), (33, "RU"),
    ];

    /// <summary>In one piece, and in groups of four.</summary>
    public static IEnumerable<string> Shapes =>
        Register.SelectMany(r => new[] { "AA99" + new string('X', r.Length - 4), "AA99-" + string.Join('-', Enumerable.Repeat("XXXX", (r.Length - 4) / 4).Concat(Rest((r.Length - 4) % 4))) });

    public static bool IsIban(ReadOnlySpan<char> compact)
    {
        foreach (var (length, countries) in Register)
        {
            if (length != compact.Length) continue;
            var at = countries.AsSpan().IndexOf(compact[..2]);
            return at >= 0 && at % 3 == 0 && Digits.IsMod97(compact[4..], compact[..4]) && compact[4..].ContainsAnyExcept('0');
        }

        return false;
    }

    private static IEnumerable<string> Rest(int length) => length == 0 ? [] : [new string('X', length)];
}
