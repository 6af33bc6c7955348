namespace Gateway.Plugins.Lasso.Api;

/// <summary>Lasso could not be asked. The sentence holds no text of a message or an answer, and there is no inner exception, whose words may.</summary>
internal sealed class LassoException(string message) : Exception(message)
{
    /// <summary>The time of the message is over.</summary>
    public static LassoException Late => new("Lasso did not answer in the time that plugins.lasso.options.timeout gives a message");

    /// <summary>It may work when it is tried again.</summary>
    public bool IsTransient { get; init; }

    /// <summary>How long Lasso asks to wait before.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
