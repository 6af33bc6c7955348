using Gateway.Core.Configuration;

namespace Gateway.Core.Trust;

/// <summary>What one file said of one server when it was trusted.</summary>
internal sealed record PinnedServer
{
    public static readonly PinnedServer Nothing = new() { Pins = [] };

    public required IReadOnlyList<Pin> Pins { get; init; }

    public static PinnedServer Of(SourceFile file, string server, PinKey key) => new()
    {
        Pins = [.. Hashes(file, server, key).Select((found, i) => found with { Shown = ShownText.Of(file.Texts, i) })],
    };

    /// <summary>Whether the file says the same in the same order: the usual case, in which nothing has to be shown.</summary>
    /// <remarks>At every start: no generic code over structs here, which would be compiled each time.</remarks>
    public bool Fits(SourceFile file, string server, PinKey key)
    {
        if (file.Texts.Count != Pins.Count) return false;
        var i = 0;
        foreach (var found in Hashes(file, server, key))
        {
            var pin = Pins[i++];
            if (pin.Place != found.Place || pin.Hash != found.Hash) return false;
        }

        return true;
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

    private static IEnumerable<Pin> Hashes(SourceFile file, string server, PinKey key)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in file.Texts)
        {
            var place = text.Place;
            while (!seen.Add(place)) place += " (again)"; // a doubled name must not hide behind its twin
            yield return new() { Place = place, Hash = key.Hash(file.Path, server, place, text.Text) };
        }
    }
}
