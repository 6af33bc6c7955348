namespace Gateway.Plugins.Duo;

/// <summary>State that the guardrail and the tracer share: a static, because each has a container of its own.</summary>
internal static class Calls
{
    private static int _count;

    public static int Next() => Interlocked.Increment(ref _count);
}
