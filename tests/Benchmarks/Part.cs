namespace Benchmarks;

/// <summary>What can be measured alone.</summary>
[Flags]
internal enum Part
{
    None = 0,

    /// <summary>Starts.</summary>
    Start = 1,

    /// <summary>What can only be seen from inside: allocation, plugins, detection.</summary>
    Inside = 2,

    /// <summary>Rounds of calls before a child behind pipes.</summary>
    Local = 4,

    /// <summary>Rounds of calls before a child over HTTP.</summary>
    Remote = 8,

    /// <summary>Starts with a warm cache, and what an idle gateway takes. Not part of a whole run: it is a minute of waiting.</summary>
    Lifecycle = 16,

    /// <summary>Calls over HTTP, and sessions that rest. Not part of a whole run either.</summary>
    Front = 32,

    All = Start | Inside | Local | Remote,
}
