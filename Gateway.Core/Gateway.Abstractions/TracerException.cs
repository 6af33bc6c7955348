namespace Gateway;

/// <summary>A batch could not be recorded. Thrown by <see cref="ITracer.TraceAsync"/>, its sentence is logged, once; of any other exception only the type is.</summary>
public sealed class TracerException : Exception
{
    /// <summary>Creates it with a sentence for the user: where, what is wrong, what helps. Never text of a record.</summary>
    public TracerException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with the cause.</summary>
    public TracerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates it without a sentence; prefer the others.</summary>
    public TracerException()
    {
    }
}
