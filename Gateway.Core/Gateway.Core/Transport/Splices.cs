using Gateway.Core.Protocol;

namespace Gateway.Core.Transport;

/// <summary>Up to four parts of a message and what takes their place on the wire; everything else goes byte for byte.</summary>
internal ref struct Splices
{
    private Part _a;
    private Part _b;
    private Part _c;
    private Part _d;
    private int _count;

    /// <summary>Replaces a part; absent ones are ignored.</summary>
    public void Replace(Slice part, ReadOnlySpan<byte> replacement)
    {
        if (part.IsPresent) Put(part, replacement);
    }

    /// <summary>The same for a part that may be empty: then the bytes are put in before it.</summary>
    public void Put(Slice part, ReadOnlySpan<byte> replacement)
    {
        var added = new Part { Target = part, Replacement = replacement };
        switch (_count++)
        {
            case 0: _a = added; break;
            case 1: _b = added; break;
            case 2: _c = added; break;
            case 3: _d = added; break;
            default: throw new InvalidOperationException("a message has at most four splices");
        }

        Sort();
    }

    public readonly int SizeOf(ReadOnlySpan<byte> message)
    {
        var size = message.Length;
        if (_count > 0) size += _a.Growth;
        if (_count > 1) size += _b.Growth;
        if (_count > 2) size += _c.Growth;
        if (_count > 3) size += _d.Growth;
        return size;
    }

    public readonly void Write(ReadOnlySpan<byte> message, Span<byte> output)
    {
        int from = 0, to = 0;
        if (_count > 0) WritePart(message, output, _a, ref from, ref to);
        if (_count > 1) WritePart(message, output, _b, ref from, ref to);
        if (_count > 2) WritePart(message, output, _c, ref from, ref to);
        if (_count > 3) WritePart(message, output, _d, ref from, ref to);
        message[from..].CopyTo(output[to..]);
    }

    private static void WritePart(ReadOnlySpan<byte> message, Span<byte> output, in Part part, ref int from, ref int to)
    {
        var before = message[from..part.Target.Start];
        before.CopyTo(output[to..]);
        part.Replacement.CopyTo(output[(to + before.Length)..]);
        to += before.Length + part.Replacement.Length;
        from = part.Target.End;
    }

    // Members may come in any order on the wire. Four at most: one new part sinks to its place.
    private void Sort()
    {
        if (_count > 3) Order(ref _c, ref _d);
        if (_count > 2) Order(ref _b, ref _c);
        if (_count > 1) Order(ref _a, ref _b);
    }

    private static void Order(ref Part first, ref Part second)
    {
        if (first.Target.Start <= second.Target.Start) return;
        var moved = first; // a tuple cannot hold a ref struct
        first = second;
        second = moved;
    }

    private ref struct Part
    {
        public Slice Target;
        public ReadOnlySpan<byte> Replacement;

        public readonly int Growth => Replacement.Length - Target.Length;
    }
}
