using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Shared;

/// <summary>Which session has started which task: nobody else sees it, asks about it, or ends it.</summary>
internal sealed class SharedTasks(SharedRun run)
{
    private const int MostOfPort = 1_000;

    private readonly Dictionary<string, SharedPort> _owners = new(StringComparer.Ordinal);

    /// <summary>A request about tasks; null when it was sent on, else the answer.</summary>
    public byte[]? OnRequest(SharedPort port, Frame frame, string method)
    {
        lock (run.Gate)
        {
            if (method == Methods.TasksList) return run.Requests.Forward(port, frame, look: Filter(port, frame.Raw(frame.Envelope.Id).ToArray()));
            var id = frame.Envelope.TaskId.IsPresent ? JsonText.TextOf(frame.Raw(frame.Envelope.TaskId)) : null;
            if (id is not null && _owners.GetValueOrDefault(id) == port) return run.Requests.Forward(port, frame);
            return Answer.Error(frame.Raw(frame.Envelope.Id), ErrorCodes.InvalidParams, "Invalid params: this session has started no such task.");
        }
    }

    /// <summary>An answer may have started one.</summary>
    public void Note(SharedPort port, Frame answer)
    {
        var result = answer.Raw(answer.Envelope.Result);
        var task = JsonMembers.Raw(result, "task"u8);
        // Of 2025-11-25, or of the extension (io.modelcontextprotocol/tasks).
        if (JsonMembers.Text(task.IsEmpty ? result : task, "taskId"u8) is not { } id) return;
        lock (run.Gate)
        {
            // The first keeps it: a server that uses an id twice must not give one session's task to another.
            if (port.HasEnded || port.Tasks?.Count >= MostOfPort || !_owners.TryAdd(id, port)) return;
            (port.Tasks ??= new(StringComparer.Ordinal)).Add(id);
        }
    }

    /// <summary>Whose a notification about a task is; null when nobody's. Under the lock of the run.</summary>
    public SharedPort? OwnerOf(Frame frame) => JsonText.TextOf(frame.Raw(frame.Envelope.TaskId)) is { } id ? _owners.GetValueOrDefault(id) : null;

    /// <summary>A session has left. Under the lock of the run.</summary>
    public void OnLeft(SharedPort port)
    {
        foreach (var id in port.Tasks ?? []) _owners.Remove(id);
    }

    private Func<Frame, byte[]?> Filter(SharedPort port, byte[] id) => answer =>
    {
        if (answer.Envelope.Kind != FrameKind.Result) return null;
        var members = JsonMembers.Members(answer.Raw(answer.Envelope.Result));
        byte[] own;
        lock (run.Gate) own = [.. members.Where(member => member.Key == "tasks").SelectMany(member => JsonMembers.Items(member.Value)).Where(task => IsOf(port, task)).SelectMany(task => (byte[])[(byte)',', .. task])];
        var rest = members.Where(member => member.Key != "tasks");
        return Answer.Result(id, JsonMembers.Write([.. rest, new("tasks", [(byte)'[', .. own.AsSpan(Math.Min(1, own.Length)), (byte)']'])]));
    };

    private bool IsOf(SharedPort port, byte[] task) => JsonMembers.Text(task, "taskId"u8) is { } id && _owners.GetValueOrDefault(id) == port;
}
