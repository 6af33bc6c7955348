using System.Text.Json;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;

namespace Gateway.Core.Text;

/// <summary>Takes entries out of a listing, each with the comma that is then too much.</summary>
internal static class ListedItems
{
    /// <param name="edits">What else is masked; edits inside a removed entry are dropped.</param>
    /// <param name="payload">A result whose members are lists.</param>
    /// <param name="withheld">The entries by where they start, and why.</param>
    public static void Remove(EditList edits, ReadOnlySpan<byte> payload, IReadOnlyDictionary<int, KindPolicy> withheld)
    {
        if (withheld.Count == 0) return;
        var reader = new JsonScanner(payload);
        var items = new List<Slice>();
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject) reader.Skip();
            if (reader.TokenType != JsonTokenType.StartArray) continue;
            items.Clear();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(reader.SkipValue());
            Remove(edits, items, withheld);
        }
    }

    // Behind a kept entry a removed one takes the comma before it; at the start of the list it takes the one after it.
    private static void Remove(EditList edits, List<Slice> items, IReadOnlyDictionary<int, KindPolicy> withheld)
    {
        var isBehindKept = false;
        for (var i = 0; i < items.Count; i++)
        {
            if (!withheld.TryGetValue(items[i].Start, out var policy))
            {
                isBehindKept = true;
                continue;
            }

            var start = isBehindKept ? items[i - 1].End : items[i].Start;
            var end = !isBehindKept && i + 1 < items.Count ? items[i + 1].Start : items[i].End;
            edits.Cover(new(start, end, [], policy, 1, false, FindingPlace.Identity));
        }
    }
}
