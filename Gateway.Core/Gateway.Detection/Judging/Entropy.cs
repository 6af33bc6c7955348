namespace Gateway.Detection.Judging;

/// <summary>Shannon's entropy of the characters of a text.</summary>
public static class Entropy
{
    private static readonly double[] Products = FirstProducts();

    private static double[] FirstProducts()
    {
        var products = new double[64];
        for (var n = 1; n < products.Length; n++) products[n] = n * Math.Log2(n);
        return products;
    }

    /// <summary>In bits a character; 0 for one repeated character, 6 at most for base64. Characters outside of ASCII count as one.</summary>
    public static double Of(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return 0;
        Span<int> counts = stackalloc int[129];
        foreach (var character in text) counts[Math.Min(character, (char)128)]++;
        var sum = 0.0;
        foreach (var count in counts)
        {
            if (count > 1) sum += count < Products.Length ? Products[count] : count * Math.Log2(count);
        }

        return Math.Log2(text.Length) - (sum / text.Length);
    }
}
