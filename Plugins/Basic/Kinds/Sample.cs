namespace Gateway.Plugins.Basic.Kinds;

/// <summary>Builds tokens for examples, so that none stands in the sources, where secret scanners would report it.</summary>
internal static class Sample
{
    /// <summary>The parts in one, then as many letters and digits as asked for, always the same ones.</summary>
    public static string Token(string prefix, string separator, string rest, int length) =>
        string.Concat(prefix, separator, rest, Body(length, Characters.Alphanumeric));

    /// <summary>Characters of <paramref name="alphabet"/> in an order without a pattern.</summary>
    public static string Body(int length, string alphabet)
    {
        // A fixed linear congruence: examples must be the same in every run.
        var state = 20260728u;
        return string.Create(length, alphabet, (span, characters) =>
        {
            foreach (ref var character in span)
            {
                state = (state * 1664525) + 1013904223;
                character = characters[(int)((state >> 16) % (uint)characters.Length)];
            }
        });
    }
}
