using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>Which server runs which task, so that the client's questions about it get there.</summary>
/// <remarks>Tasks of 2025-11-25 come from calls with <c>task</c>, those of the extension by <c>resultType: "task"</c> (io.modelcontextprotocol/tasks).</remarks>
internal sealed class TaskOwners
{
    private const int Most = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ChildServer> _owners = new(StringComparer.Ordinal);
    private readonly Dictionary<ChildServer, Queue<string>> _order = [];

    /// <summary>Whether an answer is a task of the extension.</summary>
    public static bool IsTask(Frame frame) => frame.Envelope.ResultType.IsPresent && frame.Raw(frame.Envelope.ResultType).SequenceEqual("\"task\""u8);

    /// <summary>Remembers the task that an answer has started, if it has.</summary>
    public void Note(InFlight call, Frame frame)
    {
        var result = frame.Raw(frame.Envelope.Result);
        var task = JsonMembers.Raw(result, "task"u8);
        var id = JsonMembers.Text(task.IsEmpty ? result : task, "taskId"u8);
        if (id is not null && call.Server is { } server) Add(id, server);
    }

    /// <summary>Remembers a task that a server has told of.</summary>
    public void Add(string id, ChildServer server)
    {
        lock (_lock)
        {
            // Two servers with one id: the first keeps it, or a later one could take its tasks over.
            if (!_owners.TryAdd(id, server)) return;
            if (!_order.TryGetValue(server, out var order)) _order[server] = order = new();
            order.Enqueue(id);
            if (order.Count > Most) _owners.Remove(order.Dequeue()); // its own oldest: no server can have another's forgotten
        }
    }

    /// <summary>The tasks that a server has told of, the last ones first.</summary>
    public IReadOnlyList<string> Of(ChildServer server, int most)
    {
        lock (_lock) return [.. (_order.GetValueOrDefault(server) ?? []).Reverse().Take(most)];
    }

    public ChildServer? Find(string id)
    {
        lock (_lock) return _owners.GetValueOrDefault(id);
    }
}
