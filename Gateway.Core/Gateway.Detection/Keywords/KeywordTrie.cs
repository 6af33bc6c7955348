using System.Numerics;

namespace Gateway.Detection.Keywords;

/// <summary>Builds the tables of <see cref="KeywordAutomaton"/>.</summary>
internal sealed class KeywordTrie
{
    private readonly List<int[]> _next = [];
    private readonly List<List<Keyword>> _found = [];
    private readonly int _classCount;

    public KeywordTrie(IReadOnlyList<Keyword> keywords, byte[] classes, int classCount)
    {
        _classCount = classCount;
        AddState();
        foreach (var keyword in keywords)
        {
            var state = 0;
            foreach (var character in keyword.Text)
            {
                var next = _next[state][classes[character]];
                if (next == 0) _next[state][classes[character]] = next = AddState();
                state = next;
            }

            _found[state].Add(keyword);
        }
    }

    /// <summary>The class of each ASCII character: 0 for all that no keyword has, one for both cases of a letter.</summary>
    public static byte[] Classes(IReadOnlyList<Keyword> keywords, out int count)
    {
        var classes = new byte[128];
        count = 1;
        foreach (var character in keywords.SelectMany(k => k.Text))
        {
            if (classes[character] != 0) continue;
            classes[char.ToLowerInvariant(character)] = classes[char.ToUpperInvariant(character)] = (byte)count++;
        }

        return classes;
    }

    /// <summary>Completes the transitions and lays the rows one after another, each as long as a power of two; bit 0 of an entry: a keyword ends there.</summary>
    public (int[] Next, Keyword[][] Found, int Shift) Flatten()
    {
        Complete();
        var shift = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)_classCount));
        var table = new int[_next.Count << shift];
        for (var state = 0; state < _next.Count; state++)
        {
            for (var c = 0; c < _classCount; c++)
            {
                var next = _next[state][c];
                table[(state << shift) + c] = (next << shift) | (_found[next].Count > 0 ? 1 : 0);
            }
        }

        return (table, [.. _found.Select(f => f.ToArray())], shift);
    }

    // Breadth first, so that the state to fall back to, which is less deep, is complete already.
    private void Complete()
    {
        var fallback = new int[_next.Count];
        var queue = new Queue<int>(_next[0].Where(s => s != 0));
        while (queue.TryDequeue(out var state))
        {
            _found[state].AddRange(_found[fallback[state]]);
            for (var c = 0; c < _classCount; c++)
            {
                var next = _next[state][c];
                var other = _next[fallback[state]][c];
                if (next == 0)
                {
                    _next[state][c] = other;
                    continue;
                }

                fallback[next] = other;
                queue.Enqueue(next);
            }
        }
    }

    private int AddState()
    {
        _next.Add(new int[_classCount]);
        _found.Add([]);
        return _next.Count - 1;
    }
}
