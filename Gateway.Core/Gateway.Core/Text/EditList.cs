namespace Gateway.Core.Text;

/// <summary>The edits of one payload, until they are applied.</summary>
internal sealed class EditList
{
    private readonly List<Edit> _edits = [];

    public int Count => _edits.Count;

    public IReadOnlyList<Edit> Edits => _edits;

    /// <summary>Findings whose placeholders stand inside an edit that counts for another kind: further ones in one blob. Their offsets are the blob's.</summary>
    public List<Edit> Inside { get; } = [];

    public void Clear()
    {
        _edits.Clear();
        Inside.Clear();
    }

    public void Add(Edit edit) => _edits.Add(edit);

    /// <summary>Puts one edit in the place of all edits inside it.</summary>
    public void Cover(Edit edit)
    {
        _edits.RemoveAll(inner => inner.Start >= edit.Start && inner.End <= edit.End);
        _edits.Add(edit);
    }

    /// <summary>Sorts, and unites what overlaps, so that no tail of a secret is left: the more certain, then the longer one names it.</summary>
    public void Merge()
    {
        if (_edits.Count < 2) return;
        _edits.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
        var last = 0;
        var (confidence, length) = Rank(_edits[0]); // of the finding that names the union, not of the union
        for (var i = 1; i < _edits.Count; i++)
        {
            var (before, edit) = (_edits[last], _edits[i]);
            if (edit.Start >= before.End)
            {
                _edits[++last] = edit;
                (confidence, length) = Rank(edit);
                continue;
            }

            var isBetter = Rank(edit).CompareTo((confidence, length)) > 0;
            if (isBetter) (confidence, length) = Rank(edit);
            _edits[last] = (isBetter ? edit : before) with { Start = before.Start, End = Math.Max(before.End, edit.End) };
        }

        _edits.RemoveRange(last + 1, _edits.Count - last - 1);
    }

    private static (double Confidence, int Length) Rank(Edit edit) => (edit.Confidence, edit.End - edit.Start);

    public void Replace(int index, Edit edit) => _edits[index] = edit;

    /// <summary>A copy of the message with the edits made; <paramref name="offset"/> is where the payload begins in it.</summary>
    public byte[] Apply(ReadOnlySpan<byte> message, int offset)
    {
        var size = message.Length;
        foreach (var edit in _edits) size += edit.Replacement.Length - (edit.End - edit.Start);
        var output = new byte[size];
        int from = 0, to = 0;
        foreach (var edit in _edits)
        {
            var start = offset + edit.Start;
            message[from..start].CopyTo(output.AsSpan(to));
            to += start - from;
            edit.Replacement.CopyTo(output, to);
            to += edit.Replacement.Length;
            from = offset + edit.End;
        }

        message[from..].CopyTo(output.AsSpan(to));
        return output;
    }
}
