namespace Gateway.Plugins.Presidio.Entities;

/// <summary>Shapes that differ in length only.</summary>
internal static class Lengths
{
    /// <summary>Runs of one kind of character.</summary>
    public static IEnumerable<string> Of(char kind, int least, int most, string before = "", string after = "") =>
        Enumerable.Range(least, most - least + 1).Select(n => before + new string(kind, n) + after);
}
