namespace Gateway.Testing.Guarding;

/// <summary>What guardrails threw, by message. The gateway keeps only the type, because messages of exceptions quote values; a test wants all of it.</summary>
internal sealed class ThrownExceptions
{
    private readonly Lock _lock = new();
    private readonly List<(MessageInfo Message, string Guardrail, Exception Exception)> _thrown = [];

    public void Add(MessageInfo message, string guardrail, Exception exception)
    {
        lock (_lock) _thrown.Add((message, guardrail, exception));
    }

    /// <summary>What a guardrail threw last at a message.</summary>
    public Exception? Of(MessageInfo message, string guardrail)
    {
        lock (_lock) return _thrown.FindLast(thrown => ReferenceEquals(thrown.Message, message) && thrown.Guardrail == guardrail).Exception;
    }
}
