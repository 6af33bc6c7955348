namespace Gateway.Core.Tests.Guarding;

/// <summary>How long a test waits for a condition before it calls it lost. Never how long it takes.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
}
