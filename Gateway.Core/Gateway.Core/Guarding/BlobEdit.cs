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
    /// <param name="inside">Gets each finding but the first, which the edit itself stands for.</param>
    public static Edit Of(ReadOnlySpan<char> text, IReadOnlyList<Edit> findings, Slice raw, List<Edit> inside)
    {
        var merged = new EditList();
        foreach (var finding in findings) merged.Add(Widen(finding, text));
        merged.Merge();
        var masked = new StringBuilder(text.Length);
        var at = 0;
        foreach (var edit in merged.Edits)
        {
            masked.Append(text[at..edit.Start]).Append(edit.Policy.Kind.Placeholder);
            at = edit.End;
        }

        masked.Append(text[at..]);
        for (var i = 1; i < merged.Count; i++) inside.Add(merged.Edits[i]);
        var first = merged.Edits[0];
        return new(raw.Start, raw.End, TextualBlob.Encode(masked.ToString()), first.Policy, first.Confidence, false, first.Place);
    }

    // Half a surrogate pair cannot be written as UTF-8.
    private static Edit Widen(Edit edit, ReadOnlySpan<char> text) => edit with
    {
        Start = edit.Start > 0 && char.IsSurrogatePair(text[edit.Start - 1], text[edit.Start]) ? edit.Start - 1 : edit.Start,
        End = edit.End < text.Length && char.IsSurrogatePair(text[edit.End - 1], text[edit.End]) ? edit.End + 1 : edit.End,
    };
}
