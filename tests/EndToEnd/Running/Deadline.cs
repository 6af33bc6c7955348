using System.Diagnostics;

namespace EndToEnd.Running;

/// <summary>How long anything may take before its test fails. Generous: a machine may be busy, and nothing waits this long when all is well.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Looks again and again until the claim is true.</summary>
    public static void Until(string claim, Func<bool> isTrue, TimeSpan? limit = null)
    {
        var clock = Stopwatch.StartNew();
        while (!isTrue())
        {
            if (clock.Elapsed > (limit ?? Limit)) throw new TimeoutException($"not within {(limit ?? Limit).TotalSeconds} s: {claim}");
            Thread.Sleep(10);
        }
    }

    public static T Until<T>(string claim, Func<T?> find)
        where T : class
    {
        T? found = null;
        Until(claim, () => (found = find()) is not null);
        return found!; // the condition above
    }
}
