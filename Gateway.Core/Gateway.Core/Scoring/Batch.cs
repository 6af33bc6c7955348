namespace Gateway.Core.Scoring;

/// <summary>Records that are in memory together: their texts in one buffer, and what was found in them in one list.</summary>
internal sealed class Batch
{
    private readonly List<LabelledText> _records = [];
    private char[] _text = new char[1 << 16];

    public required string File { get; init; }

    public IReadOnlyList<LabelledText> Records => _records;

    public List<FoundSpan> Found { get; } = [];

    public int Length { get; private set; }

    public ReadOnlySpan<char> Text(LabelledText record) => _text.AsSpan(record.Start, record.Length);

    public ReadOnlySpan<FoundSpan> FoundIn(LabelledText record) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Found)[record.Findings];

    /// <summary>Room for a text that is decoded in place; it counts once it is added.</summary>
    public Span<char> Room(int length)
    {
        if (_text.Length - Length < length) Array.Resize(ref _text, Math.Max(_text.Length * 2, Length + length));
        return _text.AsSpan(Length, length);
    }

    public void Add(LabelledText record)
    {
        _records.Add(record);
        Length += record.Length;
    }
}
