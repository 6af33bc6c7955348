using System.Text;
using System.Text.Json;
using Gateway.Core.Protocol;

namespace Gateway.Core.Text;

/// <summary>Keeps property names unique where masks would make two of them equal. Runs only when a name was masked.</summary>
/// <remarks>Doubled names are how two JSON readers come to disagree, so a mask must not make any.</remarks>
internal static class UniqueNames
{
    /// <param name="edits">Merged, so in the order of the payload.</param>
    /// <param name="payload">What they are about.</param>
    public static void Ensure(EditList edits, ReadOnlySpan<byte> payload)
    {
        var next = 0;
        if (!TryNext(edits, 0, ref next)) return;
        var reader = new JsonScanner(payload);
        var objects = new Stack<Names>();
        var masked = new List<MaskedName>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject: objects.Push(new()); break;
                case JsonTokenType.EndObject: objects.Pop(); break;
                case JsonTokenType.PropertyName:
                    int start = reader.TokenStart + 1, end = start + reader.ValueSpan.Length;
                    if (TryNext(edits, start, ref next) && edits.Edits[next].End <= end) masked.Add(new(start, end, next, objects.Peek()));
                    else objects.Peek().Taken.Add(reader.Text());
                    break;
            }
        }

        // Only now are all other names of each object known.
        foreach (var name in masked) MakeUnique(edits, payload, name);
    }

    private static bool TryNext(EditList edits, int start, ref int next)
    {
        while (next < edits.Count && (!edits.Edits[next].IsName || edits.Edits[next].Start < start)) next++;
        return next < edits.Count;
    }

    private static void MakeUnique(EditList edits, ReadOnlySpan<byte> payload, MaskedName name)
    {
        var raw = new List<byte>();
        var (from, last) = (name.Start, name.FirstEdit);
        for (var i = name.FirstEdit; i < edits.Count && edits.Edits[i].End <= name.End; i++)
        {
            raw.AddRange(payload[from..edits.Edits[i].Start]);
            raw.AddRange(edits.Edits[i].Replacement);
            (last, from) = (i, edits.Edits[i].End);
        }

        var tail = JsonString.Text(payload[from..name.End]);
        var head = JsonString.Text([.. raw]);
        if (name.Object.Taken.Add(head + tail)) return;
        // The number goes right behind the last placeholder, where the edit can carry it. It goes on where an equal name's ended.
        var number = name.Object.LastNumber.GetValueOrDefault(head + tail, 1);
        do number++; while (!name.Object.Taken.Add($"{head}_{number}{tail}"));
        name.Object.LastNumber[head + tail] = number;
        edits.Replace(last, edits.Edits[last] with { Replacement = [.. edits.Edits[last].Replacement, .. Encoding.ASCII.GetBytes($"_{number}")] });
    }

    private sealed class Names
    {
        public HashSet<string> Taken { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, int> LastNumber { get; } = new(StringComparer.Ordinal);
    }

    private readonly record struct MaskedName(int Start, int End, int FirstEdit, Names Object);
}
