using System.Text;
using Gateway.Core.Protocol;
using Gateway.Core.Text;

namespace Gateway.Core.Guarding;

/// <summary>Masks inside base64: the decoded text is edited and encoded again.</summary>
internal static class BlobEdit
{
    /// <param name="text">The decoded text.</param>
    /// <param name="findings">Edits whose offsets are characters of <paramref name="text"/>.</param>
    /// <param name="raw">The inside of the JSON string.</param>
    /// <param name="count">Called for each finding but the first, which the edit itself stands for.</param>
    public static Edit Of(ReadOnlySpan<char> text, IReadOnlyList<Edit> findings, Slice raw, Action<KindPolicy> count)
    {
        var merged = new EditList();
        foreach (var finding in findings) merged.Add(finding);
        merged.Merge();
        var masked = new StringBuilder(text.Length);
        var at = 0;
        foreach (var edit in merged.Edits)
        {
            masked.Append(text[at..edit.Start]).Append(edit.Policy.Kind.Placeholder);
            at = edit.End;
        }

        masked.Append(text[at..]);
        for (var i = 1; i < merged.Count; i++) count(merged.Edits[i].Policy);
        var first = merged.Edits[0];
        return new(raw.Start, raw.End, TextualBlob.Encode(masked.ToString()), first.Policy, first.Confidence, false);
    }
}
