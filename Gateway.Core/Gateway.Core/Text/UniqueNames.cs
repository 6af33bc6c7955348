using System.Text.Json;
using Gateway.Core.Protocol;

namespace Gateway.Core.Text;

/// <summary>Keeps property names unique where masks would make two of them equal. Runs only when a name was masked.</summary>
/// <remarks>Doubled names are how two JSON readers come to disagree, so a mask must not make any.</remarks>
internal static class UniqueNames
{
    public static void Ensure(EditList edits, ReadOnlySpan<byte> payload)
    {
        var replacements = new Dictionary<int, int>();
        for (var i = 0; i < edits.Count; i++)
        {
            if (edits.Edits[i].IsName) replacements[edits.Edits[i].Start] = i;
        }

        if (replacements.Count == 0) return;
        var reader = new JsonScanner(payload);
        var objects = new Stack<HashSet<string>>();
        var masked = new List<(int Start, int End, HashSet<string> Names)>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject: objects.Push(new(StringComparer.Ordinal)); break;
                case JsonTokenType.EndObject: objects.Pop(); break;
                case JsonTokenType.PropertyName:
                    int start = reader.TokenStart + 1, end = start + reader.ValueSpan.Length;
                    var first = edits.Edits.FirstOrDefault(edit => edit.IsName && edit.Start >= start && edit.End <= end);
                    if (first.IsName) masked.Add((start, end, objects.Peek()));
                    else objects.Peek().Add(System.Text.Encoding.UTF8.GetString(reader.ValueSpan));
                    break;
            }
        }

        foreach (var (start, end, names) in masked) MakeUnique(edits, payload, start, end, names);
    }

    private static void MakeUnique(EditList edits, ReadOnlySpan<byte> payload, int start, int end, HashSet<string> names)
    {
        var last = -1;
        var name = new System.Text.StringBuilder();
        var from = start;
        for (var i = 0; i < edits.Count; i++)
        {
            var edit = edits.Edits[i];
            if (edit.Start < start || edit.End > end) continue;
            name.Append(System.Text.Encoding.UTF8.GetString(payload[from..edit.Start])).Append(System.Text.Encoding.UTF8.GetString(edit.Replacement));
            (last, from) = (i, edit.End);
        }

        name.Append(System.Text.Encoding.UTF8.GetString(payload[from..end]));
        var number = 1;
        var plain = name.ToString();
        while (!names.Add(number == 1 ? plain : $"{Insert(edits.Edits[last], payload, end, plain, number)}")) number++;
        if (number > 1) edits.Replace(last, edits.Edits[last] with { Replacement = [.. edits.Edits[last].Replacement, .. System.Text.Encoding.ASCII.GetBytes($"_{number}")] });
    }

    // The number goes right behind the last placeholder, where the edit can carry it.
    private static string Insert(Edit last, ReadOnlySpan<byte> payload, int end, string plain, int number)
    {
        var tail = System.Text.Encoding.UTF8.GetString(payload[last.End..end]);
        return $"{plain[..(plain.Length - tail.Length)]}_{number}{tail}";
    }
}
