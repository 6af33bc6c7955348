using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Gateway.Core.Guarding;

/// <summary>Counts what was done about findings, and logs one line for each message that had any.</summary>
internal sealed class FindingLedger(ILogger log)
{
    private readonly ConcurrentDictionary<Entry, long> _totals = [];

    // Servers in whose names something was found, also if it was let pass: none of their names is logged.
    private readonly ConcurrentDictionary<string, bool> _unnamed = [];

    /// <summary>Everything that was counted so far.</summary>
    public IEnumerable<(Entry Entry, long Count)> Totals => _totals.Select(total => (total.Key, total.Value));

    /// <summary>How often what was done, by kind; sorted, and empty when nothing was found in the server's messages.</summary>
    public SortedDictionary<string, SortedDictionary<TakenAction, long>> ByKind(string server)
    {
        var kinds = new SortedDictionary<string, SortedDictionary<TakenAction, long>>(StringComparer.Ordinal);
        foreach (var (entry, count) in _totals)
        {
            if (entry.Server != server) continue;
            if (!kinds.TryGetValue(entry.Key.Kind, out var actions)) kinds[entry.Key.Kind] = actions = [];
            actions[entry.Key.Action] = actions.GetValueOrDefault(entry.Key.Action) + count;
        }

        return kinds;
    }

    /// <summary>What one guardrail has found: how often what was done, by kind.</summary>
    public SortedDictionary<string, SortedDictionary<string, long>> ByGuardrail(string guardrail)
    {
        var kinds = new SortedDictionary<string, SortedDictionary<string, long>>(StringComparer.Ordinal);
        foreach (var (entry, count) in _totals)
        {
            if (entry.Key.Guardrail != guardrail) continue;
            if (!kinds.TryGetValue(entry.Key.Kind, out var actions)) kinds[entry.Key.Kind] = actions = new(StringComparer.Ordinal);
            var action = entry.Key.Action.ToString().ToLowerInvariant();
            actions[action] = actions.GetValueOrDefault(action) + count;
        }

        return kinds;
    }

    public void Record(Passage passage, ActionCounts actions)
    {
        foreach (var (key, count) in actions.Counts)
        {
            _totals.AddOrUpdate(new(key, passage.Info.Server, passage.Info.Direction), static (_, n) => n, static (_, before, n) => before + n, (long)count);
        }

        var hasIdentity = actions.Counts.Keys.Any(key => key.Place == FindingPlace.Identity);
        if (hasIdentity) _unnamed.TryAdd(passage.Info.Server, true);
        if (!log.IsEnabled(LogLevel.Information)) return;
        var line = ActionLine.Of(passage, actions, !_unnamed.ContainsKey(passage.Info.Server));
        Log.Acted(log, line);
    }

    /// <summary>One counter.</summary>
    internal readonly record struct Entry(ActionKey Key, string Server, Direction Direction);
}
