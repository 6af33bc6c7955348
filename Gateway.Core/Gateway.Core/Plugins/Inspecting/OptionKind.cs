namespace Gateway.Core.Plugins.Inspecting;

/// <summary>How an option is written in JSON.</summary>
internal enum OptionKind
{
    /// <summary>A type that this reader does not know.</summary>
    Unknown,

    /// <summary>Whatever JSON there is.</summary>
    Any,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A string of one character.</summary>
    Character,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A string such as <c>00:00:02</c>.</summary>
    Duration,

    /// <summary>One of the names of an enum.</summary>
    Choice,

    /// <summary>An array.</summary>
    List,

    /// <summary>An object with any names.</summary>
    Map,

    /// <summary>An object with the names of a class.</summary>
    Object,
}
