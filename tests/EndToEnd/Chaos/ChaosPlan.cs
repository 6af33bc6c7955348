namespace EndToEnd.Chaos;

/// <summary>What happens to which call: all of it follows from the seed.</summary>
internal sealed class ChaosPlan(int seed, int servers)
{
    // Of a hundred calls one ends its server; the others' servers live on, whatever they do.
    private static readonly string[] Deadly = ["exit", "answer-and-exit", "half", "close"];
    private static readonly string[] Odd = ["silent", "twice", "junk", "changed", "progress", "stderr", "fork"];

    /// <summary>How many calls lie between two kills.</summary>
    public const int CallsPerKill = 100;

    public ChaosCall Call(int number)
    {
        var random = Of(number);
        var act = random.Next(100) switch
        {
            < 1 => Deadly[random.Next(Deadly.Length)],
            < 21 => Odd[random.Next(Odd.Length)],
            _ => "answer",
        };
        return new()
        {
            Number = number,
            Server = random.Next(servers),
            Tool = random.Next(2) == 0 ? "read" : "write",
            Act = act,
            IsCancelled = random.Next(100) < 3,
        };
    }

    /// <summary>Which of some processes is killed after this call.</summary>
    public int Victim(int number, int processes) => Of(-number).Next(processes);

    private Random Of(int number) => new(unchecked((seed * 31) + (number * 7919)));
}
