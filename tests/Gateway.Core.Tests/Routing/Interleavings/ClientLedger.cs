using System.Collections.Concurrent;
using System.Text.Json;

namespace Gateway.Core.Tests.Routing.Interleavings;

/// <summary>What the client has asked and got, and all that is wrong with it.</summary>
internal sealed class ClientLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private readonly Dictionary<string, Entry> _late = [];
    private readonly ConcurrentQueue<string> _complaints = new();
    private int _lastId;

    public IReadOnlyCollection<string> Complaints => _complaints;

    public bool IsClean => _complaints.IsEmpty;

    public void Complain(string sentence) => _complaints.Enqueue(sentence);

    public string Begin(bool isRepeatable)
    {
        lock (_lock)
        {
            var id = $"c{++_lastId}";
            _entries.Add(id, new() { IsRepeatable = isRepeatable });
            return id;
        }
    }

    /// <summary>Calls that wait for an answer and were not cancelled.</summary>
    public string[] Open()
    {
        lock (_lock) return [.. _entries.Where(entry => entry.Value is { Answers: 0, IsCancelled: false }).Select(entry => entry.Key)];
    }

    public bool IsOpen(string call)
    {
        lock (_lock) return _entries.TryGetValue(call, out var entry) && entry is { Answers: 0, IsCancelled: false };
    }

    /// <summary>All whose request has been said: only they can be cancelled.</summary>
    public string[] Said()
    {
        lock (_lock) return [.. _entries.Where(entry => entry.Value.IsSaid).Select(entry => entry.Key)];
    }

    public void OnSaid(string call)
    {
        lock (_lock) _entries[call].IsSaid = true;
    }

    /// <param name="call">The call.</param>
    /// <param name="canBeSent">Whether its server could get it from now on; else it must not.</param>
    public void OnCancel(string call, bool canBeSent)
    {
        lock (_lock)
        {
            var entry = _entries[call];
            entry.IsCancelled = true;
            if (!canBeSent && entry.Received == 0) entry.MustNotBeSent = true;
        }
    }

    public void OnReceived(string call)
    {
        lock (_lock)
        {
            if (Find(call) is not { } entry) return; // it was just being sent when it ended, some rounds ago
            if (entry.MustNotBeSent) Complain($"a server got {call}, which was cancelled before");
            else if (++entry.Received > (entry.IsRepeatable ? 2 : 1)) Complain($"servers got {call} {entry.Received} times");
        }
    }

    public void OnMessage(JsonElement message)
    {
        if (message.TryGetProperty("method", out var method))
        {
            if (method.GetString() != "notifications/progress") return;
            var about = message.GetProperty("params");
            if (about.GetProperty("progressToken").GetString() != about.GetProperty("message").GetString()) Complain($"progress of another call: {message}");
            return;
        }

        var id = message.GetProperty("id").GetString()!; // all of these tests are
        if (!id.StartsWith('c')) return;
        lock (_lock)
        {
            if (Find(id) is not { } entry) Complain($"{id} was answered when it was long over");
            else if (++entry.Answers > 1) Complain($"{id} was answered {entry.Answers} times");
        }

        if (message.TryGetProperty("result", out var result) && result.GetProperty("content")[0].GetProperty("text").GetString() != id) Complain($"{id} got the answer of another: {message}");
        else if (message.TryGetProperty("error", out var error) && error.TryGetProperty("data", out var data) && data.GetString() != id) Complain($"{id} got the error of another: {message}");
    }

    /// <summary>Forgets what was answered. What was cancelled may still be: it was just being sent.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            foreach (var (call, entry) in _entries)
            {
                if (entry.Answers == 0) _late.Add(call, entry);
            }

            _entries.Clear();
        }
    }

    private Entry? Find(string call) => _entries.GetValueOrDefault(call) ?? _late.GetValueOrDefault(call);

    private sealed class Entry
    {
        public required bool IsRepeatable { get; init; }

        public bool IsSaid { get; set; }

        public int Answers { get; set; }

        public int Received { get; set; }

        public bool IsCancelled { get; set; }

        public bool MustNotBeSent { get; set; }
    }
}
