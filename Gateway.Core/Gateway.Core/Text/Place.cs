using System.Text;

namespace Gateway.Core.Text;

/// <summary>A node in the map of a message: what its own string is, and what its members and items are.</summary>
internal sealed class Place(PlaceKind kind)
{
    private readonly List<(byte[] Name, Place Place)> _members = [];

    public PlaceKind Kind { get; } = kind;

    /// <summary>What the names of its members are.</summary>
    public PlaceKind Names { get; init; } = PlaceKind.Text;

    /// <summary>A content block: an identity finding inside replaces the whole block.</summary>
    public bool IsContentBlock { get; init; }

    /// <summary>An entry of a listing: an identity finding inside takes the entry out of its list.</summary>
    public bool IsListed { get; init; }

    /// <summary>Opaque with all that is in it. Without it only a single value is: an object there is nothing the specification knows, so it is text.</summary>
    public bool IsDeep { get; init; }

    /// <summary>What an object or array is that stands here.</summary>
    public Place Container => Kind is PlaceKind.Text or PlaceKind.Identity || IsDeep ? this : Places.Text;

    /// <summary>Members that are not listed; null means the same place again.</summary>
    public Place? Others { get; set; }

    /// <summary>Items of an array; null means the same place again, so that "one or many" needs no node of its own.</summary>
    public Place? Items { get; set; }

    /// <summary>True when every string below is text: nothing needs to be looked up.</summary>
    public bool IsUniform => _members.Count == 0 && Others is null && Items is null && Kind == PlaceKind.Text && Names == PlaceKind.Text;

    public Place With(string names, Place place)
    {
        foreach (var name in names.Split(' ')) _members.Add((Encoding.UTF8.GetBytes(name), place));
        return this;
    }

    /// <summary>The place of a member; false when the specification does not name it here.</summary>
    public bool TryMember(ReadOnlySpan<byte> name, out Place member)
    {
        foreach (var (known, place) in _members)
        {
            if (!name.SequenceEqual(known)) continue;
            member = place;
            return true;
        }

        member = Others ?? this;
        return false;
    }

    public Place Item() => Items ?? this;
}
