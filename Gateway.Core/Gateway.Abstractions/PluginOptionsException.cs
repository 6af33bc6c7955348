namespace Gateway;

/// <summary>The options of a plugin cannot be used. Thrown by a constructor, it ends the gateway's start with this message.</summary>
public sealed class PluginOptionsException : Exception
{
    /// <summary>Creates it with a sentence for the user: which option, what is wrong, what is right.</summary>
    public PluginOptionsException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with the cause.</summary>
    public PluginOptionsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates it without a sentence; prefer the others.</summary>
    public PluginOptionsException()
    {
    }
}
