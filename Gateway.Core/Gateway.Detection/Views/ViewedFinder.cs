using System.Buffers;

namespace Gateway.Detection.Views;

/// <summary>Lets a finder look at a text as it stands and as it can be read: without invisible characters and escapes, and out of base64 and hexadecimal.</summary>
/// <param name="inner">Looks at each form.</param>
public sealed class ViewedFinder(Finder inner) : Finder
{
    private const int Depth = 3;

    [ThreadStatic]
    private static Stack<Detections>? _spare;

    /// <inheritdoc/>
    public override void Find(ReadOnlySpan<char> text, ReadOnlySpan<char> property, Detections found)
    {
        ArgumentNullException.ThrowIfNull(found);
        Find(text, property, found, Depth);
    }

    private void Find(ReadOnlySpan<char> text, ReadOnlySpan<char> property, Detections found, int depth)
    {
        var first = found.Count;
        inner.Find(text, property, found);
        if (depth == 0) return;
        FindHidden(text, property, found, first, depth);
        FindEncoded(text, found, first, depth);
    }

    private void FindHidden(ReadOnlySpan<char> text, ReadOnlySpan<char> property, Detections found, int first, int depth)
    {
        var known = new CoveredParts(found, first);
        var parts = new HiddenParts(text);
        while (parts.MoveNext())
        {
            var plain = PlainText.Of(text[parts.Start..parts.End]);
            var inside = Rent();
            Find(plain.Text, parts.Start == 0 && parts.End == text.Length ? property : default, inside, depth - 1);
            foreach (ref readonly var detection in inside.Found)
            {
                var (start, end) = plain.Original(detection.Start, detection.End);
                Add(found, ref known, detection with { Start = parts.Start + start, Length = end - start, View = Named("plain", detection.View) });
            }

            Return(inside);
            plain.Return();
        }

        known.Return();
    }

    private void FindEncoded(ReadOnlySpan<char> text, Detections found, int first, int depth)
    {
        var known = new CoveredParts(found, first);
        var runs = new EncodedRuns(text);
        while (runs.MoveNext())
        {
            if (EncodedBlob.TryDecode(text[runs.Start..runs.End], out var length, out var view) is not { } decoded) continue;
            var inside = Rent();
            Find(decoded.AsSpan(0, length), default, inside, depth - 1);
            if (inside.Count > 0)
            {
                // Padding belongs to it. The whole of it goes: what is left of an encoded text could be decoded.
                var end = runs.End;
                while (end < text.Length && end - runs.End < 2 && text[end] == '=') end++;
                var best = Best(inside.Found);
                Add(found, ref known, best with { Start = runs.Start, Length = end - runs.Start, Confidence = best.Confidence * 0.95, View = Named(view, best.View) });
            }

            Return(inside);
            ArrayPool<char>.Shared.Return(decoded);
        }

        known.Return();
    }

    // What was found in the text as it stands needs no second finding.
    private static void Add(Detections found, scoped ref CoveredParts known, in DetectedSpan detection)
    {
        if (!known.Contain(detection.Start, detection.End)) found.Add(detection);
    }

    private static DetectedSpan Best(ReadOnlySpan<DetectedSpan> found)
    {
        var best = found[0];
        foreach (ref readonly var detection in found)
        {
            if (detection.Confidence > best.Confidence) best = detection;
        }

        return best;
    }

    private static string Named(string view, string? inner) => inner is null ? view : $"{view}, {inner}";

    private static Detections Rent() => (_spare ??= new()).TryPop(out var spare) ? spare : new();

    private static void Return(Detections detections)
    {
        detections.Clear();
        _spare!.Push(detections);
    }
}
