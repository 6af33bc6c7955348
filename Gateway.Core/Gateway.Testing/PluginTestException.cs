namespace Gateway.Testing;

/// <summary>A plugin breaks the contract, or a test is written wrongly; the message is a sentence that says what and how to mend it.</summary>
public sealed class PluginTestException : Exception
{
    /// <summary>Creates it with its sentence.</summary>
    public PluginTestException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with the cause.</summary>
    public PluginTestException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates it without a sentence; prefer the others.</summary>
    public PluginTestException()
    {
    }
}
