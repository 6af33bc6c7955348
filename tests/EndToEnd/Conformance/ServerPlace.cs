namespace EndToEnd.Conformance;

/// <summary>Where the server is that the suite looks at.</summary>
public enum ServerPlace
{
    /// <summary>The suite speaks to it over HTTP.</summary>
    Direct,

    /// <summary>The gateway has started it.</summary>
    BehindStdio,

    /// <summary>The gateway speaks to it over HTTP.</summary>
    BehindHttp,
}
