namespace Gateway.Plugins.Presidio.Phone;

/// <summary>The numbering plans of the world, from plans.txt.</summary>
internal static class NumberingPlans
{
    private static readonly Lazy<NumberingPlan[]> Plans = new(static () => [.. Read()]);
    private static readonly Lazy<Dictionary<int, NumberingPlan[]>> ByCode = new(static () =>
        Plans.Value.GroupBy(p => p.CallingCode).ToDictionary(g => g.Key, g => g.ToArray()));

    /// <summary>Those that share a calling code; none when nobody has it.</summary>
    public static ReadOnlySpan<NumberingPlan> Of(int callingCode) => ByCode.Value.TryGetValue(callingCode, out var plans) ? plans : [];

    /// <summary>All of them, in the order of calling codes.</summary>
    public static IReadOnlyList<NumberingPlan> All => Plans.Value;

    /// <summary>The plan of a region such as <c>DE</c>; null for none.</summary>
    public static NumberingPlan? OfRegion(string region) =>
        All.FirstOrDefault(p => string.Equals(p.Region, Canonical(region), StringComparison.OrdinalIgnoreCase));

    // Presidio says UK where ISO says GB.
    private static string Canonical(string region) => string.Equals(region, "UK", StringComparison.OrdinalIgnoreCase) ? "GB" : region;

    private static IEnumerable<NumberingPlan> Read()
    {
        using var stream = typeof(NumberingPlans).Assembly.GetManifestResourceStream("plans.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#')) yield return NumberingPlan.Parse(line);
        }
    }
}
