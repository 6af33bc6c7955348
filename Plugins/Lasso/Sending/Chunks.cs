using System.Text;

namespace Gateway.Plugins.Lasso.Sending;

/// <summary>Divides the texts of a message into requests.</summary>
internal static class Chunks
{
    /// <summary>What two pieces of a long text have in common, so that what a cut goes through is whole in one of them.</summary>
    internal const int Overlap = 256;

    public static IReadOnlyList<Chunk> Of(IReadOnlyList<MessageText> texts, int mostCharacters)
    {
        var chunks = new List<Chunk>();
        var content = new StringBuilder();
        var parts = new List<Part>();
        foreach (var (text, indices) in Distinct(texts))
        {
            for (var offset = 0; ;)
            {
                if (content.Length > 0 && content.Length + 1 + text.Length - offset > mostCharacters) Flush();
                if (content.Length > 0) content.Append('\n');
                var length = Cut(text, offset, mostCharacters);
                parts.Add(new(indices, offset, content.Length, length));
                Append(content, text.AsSpan(offset, length));
                if (offset + length == text.Length) break;
                offset += length - Overlap;
                if (char.IsLowSurrogate(text[offset])) offset--;
            }
        }

        Flush();
        return chunks;

        void Flush()
        {
            if (parts.Count == 0) return;
            chunks.Add(new(content.ToString(), [.. parts]));
            content.Clear();
            parts.Clear();
        }
    }

    // Results often say the same twice (content and structuredContent), listings say "type" a hundred times.
    private static List<(string Text, IReadOnlyList<int> Indices)> Distinct(IReadOnlyList<MessageText> texts)
    {
        var seen = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var distinct = new List<(string Text, IReadOnlyList<int> Indices)>();
        foreach (var text in texts)
        {
            if (string.IsNullOrWhiteSpace(text.Text)) continue;
            if (seen.TryGetValue(text.Text, out var indices))
            {
                indices.Add(text.Index);
                continue;
            }

            indices = seen[text.Text] = [text.Index];
            distinct.Add((text.Text, indices));
        }

        return distinct;
    }

    private static int Cut(string text, int offset, int most)
    {
        if (text.Length - offset <= most) return text.Length - offset;
        return char.IsHighSurrogate(text[offset + most - 1]) ? most - 1 : most;
    }

    // A lone surrogate cannot be sent. What is sent must be what the answer is compared with.
    private static void Append(StringBuilder content, ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                content.Append(text[i]);
            }
            else if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                content.Append(text[i]).Append(text[++i]);
            }
            else
            {
                content.Append('\uFFFD');
            }
        }
    }
}
