namespace Gateway.Core.Text;

/// <summary>An object or array that a walk is in.</summary>
internal struct Level
{
    /// <summary>What the object or array itself is in the map.</summary>
    public Place Place;

    /// <summary>What the value after the current property name is; the same as <see cref="Place"/>'s item in an array.</summary>
    public Place Value;

    /// <summary>Where it begins in the payload.</summary>
    public int Start;

    /// <summary>Where its property names are kept in the name buffer.</summary>
    public int NameBase;

    /// <summary>The length of the current property name; inherited by arrays.</summary>
    public int NameLength;
}
