namespace Gateway.Core.Configuration;

/// <summary>What to do when the client writes a placeholder back that it was shown: it would overwrite the real value.</summary>
internal enum PlaceholderAction
{
    /// <summary>Refuse the call.</summary>
    Block,

    /// <summary>Count and log it; let the call through.</summary>
    Report,

    /// <summary>Don't look.</summary>
    Pass,
}
