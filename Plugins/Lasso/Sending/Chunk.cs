namespace Gateway.Plugins.Lasso.Sending;

/// <summary>What one request asks about: pieces of text, one below the other.</summary>
internal sealed class Chunk(string content, IReadOnlyList<Part> parts)
{
    public string Content { get; } = content;

    /// <summary>What stands at a span of the content, in the texts of the message.</summary>
    public IEnumerable<TextFinding> Find(FindingKind kind, int start, int length)
    {
        foreach (var part in parts)
        {
            var from = Math.Max(start, part.Start);
            var to = Math.Min(start + length, part.Start + part.Length);
            if (from >= to) continue;
            foreach (var text in part.Texts) yield return new() { Text = text, Kind = kind, Start = from - part.Start + part.Offset, Length = to - from };
        }
    }

    /// <summary>A finding that has no place: on the longest piece, once.</summary>
    public TextFinding FindSomewhere(FindingKind kind)
    {
        var longest = parts.MaxBy(part => part.Length)!; // a chunk has a part
        return new() { Text = longest.Texts[0], Kind = kind, Start = longest.Offset, Length = longest.Length };
    }
}
