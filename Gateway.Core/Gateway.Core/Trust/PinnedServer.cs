using Gateway.Core.Configuration;

namespace Gateway.Core.Trust;

/// <summary>What one file said of one server when it was trusted.</summary>
internal sealed record PinnedServer
{
    public static readonly PinnedServer Nothing = new() { Pins = [] };

    public required IReadOnlyList<Pin> Pins { get; init; }

    public static PinnedServer Of(SourceFile file, string server, PinKey key) => new()
    {
        Pins = [.. Hashes(file, server, key).Select((found, i) => new Pin { Place = found.Place, Hash = found.Hash, Shown = ShownText.Of(file.Texts, i) })],
    };

    /// <summary>Whether the file says the same in the same order: the usual case, in which nothing has to be shown.</summary>
    public bool Fits(SourceFile file, string server, PinKey key) =>
        file.Texts.Count == Pins.Count && Hashes(file, server, key).Zip(Pins).All(pair => pair.First.Place == pair.Second.Place && pair.First.Hash == pair.Second.Hash);

    /// <summary>What became of these in <paramref name="now"/>: in its order, then what is gone.</summary>
    public IReadOnlyList<Change> ChangesTo(PinnedServer now, string file)
    {
        var before = new Dictionary<string, Pin>(StringComparer.Ordinal);
        foreach (var pin in Pins) before[pin.Place] = pin;
        var changes = new List<Change>();
        foreach (var pin in now.Pins)
        {
            if (!before.Remove(pin.Place, out var old)) changes.Add(new() { Place = pin.Place, File = file, Kind = ChangeKind.Added, New = pin.Shown });
            else if (old.Hash != pin.Hash) changes.Add(new() { Place = pin.Place, File = file, Kind = ChangeKind.Changed, Old = old.Shown, New = pin.Shown });
        }

        foreach (var old in Pins)
        {
            if (before.ContainsKey(old.Place)) changes.Add(new() { Place = old.Place, File = file, Kind = ChangeKind.Removed, Old = old.Shown });
        }

        return changes;
    }

    private static IEnumerable<(string Place, string Hash)> Hashes(SourceFile file, string server, PinKey key)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in file.Texts)
        {
            var place = text.Place;
            while (!seen.Add(place)) place += " (again)"; // a doubled name must not hide behind its twin
            yield return (place, key.Hash(file.Path, server, place, text.Text));
        }
    }
}
