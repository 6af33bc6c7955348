using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gateway.Detection.Keywords;

/// <summary>Walks through the keywords in a text, by the place of their rarest part.</summary>
internal ref struct KeywordHits(KeywordIndex index, ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private KeywordEntry? _entry;
    private bool _isBefore = true;
    private bool _hasShortPart;
    private ulong _last;
    private int _at;
    private int _partEnd;

    public readonly Keyword Current => _entry!.Keyword;

    public readonly int Start => _partEnd - Math.Max(Current.PartLength, KeywordIndex.ShortPart) - Current.RarestPart;

    public readonly int End => Start + Current.Text.Length;

    public bool MoveNext()
    {
        if (!_isBefore) _entry = KeywordIndex.Following(_entry!);
        while (true)
        {
            for (; _entry is not null; _entry = KeywordIndex.Following(_entry))
            {
                _isBefore = false;
                if (Current.IsAt(_text, Start)) return true;
            }

            if (!TryAdvance()) return false;
        }
    }

    private bool TryAdvance()
    {
        if (_hasShortPart)
        {
            _hasShortPart = false;
            _entry = index.WithShortPart(_last);
            return true;
        }

        // The text is read once, from end to end, and this is where: no bounds are checked that the loop has checked already.
        ref var characters = ref MemoryMarshal.GetReference(_text);
        ref var classes = ref MemoryMarshal.GetArrayDataReference(index.Classes);
        ref var firstFilter = ref MemoryMarshal.GetArrayDataReference(index.FirstFilter);
        var last = _last;
        for (var at = _at; at < _text.Length; at++)
        {
            last = KeywordIndex.Next(last, Unsafe.Add(ref classes, Unsafe.Add(ref characters, at)));
            var hash = KeywordIndex.ShortHash(last);
            if (((Unsafe.Add(ref firstFilter, hash >> 5) >> hash) & 1) == 0) continue;
            _hasShortPart = ((index.ShortFilter[hash >> 5] >> hash) & 1) != 0;
            var longHash = KeywordIndex.LongHash(last);
            if (_hasShortPart || ((index.LongFilter[longHash >> 5] >> longHash) & 1) != 0) return Found(last, at + 1);
        }

        // A short keyword may be the last of the text.
        _entry = null;
        if (_at > _text.Length) return false;
        _hasShortPart = true;
        return Found(KeywordIndex.Next(last, 0), _text.Length + 1);
    }

    private bool Found(ulong last, int end)
    {
        (_last, _at, _partEnd, _entry) = (last, end, end, index.WithLongPart(last));
        return true;
    }
}
