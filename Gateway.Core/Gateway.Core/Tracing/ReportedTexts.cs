using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Text;

namespace Gateway.Core.Tracing;

/// <summary>Masks what guardrails of whole messages found and left in clear. They may be on another machine, so their words are looked for instead of asking again.</summary>
internal static class ReportedTexts
{
    /// <summary>Null when one stands in a name or URI, which cannot be masked.</summary>
    public static byte[]? Mask(byte[] json, Place place, MessageInfo info, List<(KindPolicy Policy, string Text)> reported)
    {
        var frame = Frame.Of(json);
        var texts = TextCollector.Of(frame, new(0, json.Length), place, info);
        var findings = new List<(TextFinding, KindPolicy)>();
        foreach (var text in texts.Texts)
        {
            foreach (var (policy, word) in reported) findings.AddRange(Occurrences(text, word).Select(start => (Finding(text, start, word, policy), policy)));
        }

        if (findings.Count == 0) return json;
        var edits = texts.Mask(findings, out var identity);
        return identity is null ? edits.Apply(json, 0) : null;
    }

    private static IEnumerable<int> Occurrences(MessageText text, string word)
    {
        for (var at = text.Text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.Text.IndexOf(word, at + word.Length, StringComparison.Ordinal)) yield return at;
    }

    private static TextFinding Finding(MessageText text, int start, string word, KindPolicy policy) =>
        new() { Text = text.Index, Kind = policy.Kind, Start = start, Length = word.Length };
}
