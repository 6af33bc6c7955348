using System.Text.Json;
using EndToEnd.Running;

namespace EndToEnd.Chaos;

/// <summary>Who has been answered: each call once, and with its own answer.</summary>
internal sealed class ChaosLedger(ChaosPlan plan, int calls)
{
    // Busy is none of them: ten servers do not fill their queues.
    private static readonly int[] Allowed = [-31082, -31083, -31084];

    private readonly bool[] _answered = new bool[calls + 1];
    private readonly SortedDictionary<string, int> _outcomes = new(StringComparer.Ordinal);

    /// <summary>The calls that were not cancelled and have an answer.</summary>
    public int Answered { get; private set; }

    public int Results => _outcomes.GetValueOrDefault("result");

    public override string ToString() => string.Join(", ", _outcomes.Select(outcome => $"{outcome.Value} {outcome.Key}"));

    /// <summary>Takes a line of the gateway; true when it answers a call that somebody waits for.</summary>
    public bool Enter(string line)
    {
        var message = RawClient.Parse(line);
        if (message.TryGetProperty("method", out _)) return false;
        var number = message.GetProperty("id").GetInt32();
        Assert.That(_answered[number], Is.False, $"a second answer: {line}");
        _answered[number] = true;
        var outcome = Outcome(message, number);
        _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
        if (plan.Call(number).IsCancelled) return false;
        Answered++;
        return true;
    }

    /// <summary>The calls that nobody took back, and that have no answer.</summary>
    public IEnumerable<int> Open => Enumerable.Range(1, calls).Where(number => !_answered[number] && !plan.Call(number).IsCancelled);

    private static string Outcome(JsonElement message, int number)
    {
        if (message.TryGetProperty("result", out _))
        {
            Assert.That(RawClient.TextOf(message), Is.EqualTo($"{number}"), "the answer of another call");
            return "result";
        }

        var error = message.GetProperty("error");
        Assert.That(Allowed, Does.Contain(error.GetProperty("code").GetInt32()), message.GetRawText());
        return $"error {error.GetProperty("code").GetRawText()}";
    }
}
