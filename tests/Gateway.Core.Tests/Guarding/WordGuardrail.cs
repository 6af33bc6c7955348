namespace Gateway.Core.Tests.Guarding;

/// <summary>Finds fixed words, wherever they stand.</summary>
internal sealed class WordGuardrail(params (string Word, FindingKind Kind, double Confidence)[] words) : TextGuardrail
{
    public WordGuardrail(string word, FindingKind kind)
        : this((word, kind, 1))
    {
    }

    public override IReadOnlyCollection<FindingKind> Kinds => [.. words.Select(word => word.Kind).Distinct()];

    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
        foreach (var (word, kind, confidence) in words)
        {
            for (var from = 0; from < leaf.Text.Length;)
            {
                var at = leaf.Text[from..].IndexOf(word, StringComparison.Ordinal);
                if (at < 0) break;
                findings.Add(kind, from + at, word.Length, confidence);
                from += at + word.Length;
            }
        }
    }
}
