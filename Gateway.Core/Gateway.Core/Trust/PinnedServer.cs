using Gateway.Core.Configuration;

namespace Gateway.Core.Trust;

/// <summary>What one file said of one server when it was trusted.</summary>
internal sealed record PinnedServer
{
    public static readonly PinnedServer Nothing = new() { Pins = [] };

    public required IReadOnlyList<Pin> Pins { get; init; }

    public static PinnedServer Of(SourceFile file, string server, PinKey key)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pins = new List<Pin>(file.Texts.Count);
        for (var i = 0; i < file.Texts.Count; i++)
        {
            var text = file.Texts[i];
            var place = text.Place;
            while (!seen.Add(place)) place += " (again)"; // a doubled name must not hide behind its twin
            pins.Add(new() { Place = place, Hash = key.Hash(file.Path, server, place, text.Text), Shown = ShownText.Of(file.Texts, i) });
        }

        return new() { Pins = pins };
    }

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
}
