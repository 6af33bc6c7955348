namespace Gateway;

/// <summary>What a text of a message is in the JSON.</summary>
public enum LeafKind
{
    /// <summary>A JSON string.</summary>
    Value,

    /// <summary>The name of a JSON property.</summary>
    Name,

    /// <summary>A JSON number, as it is written.</summary>
    Number,
}
