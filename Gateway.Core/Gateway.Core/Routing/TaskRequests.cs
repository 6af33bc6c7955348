using Gateway.Core.Catalog;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>Lists the tasks of all servers that have any (2025-11-25). Every other request about a task names it, and so its server.</summary>
internal sealed class TaskRequests(SessionContext session, CallRouter router, ListReader reader)
{
    public void List(Frame frame, Introduction client)
    {
        if (ListAnswer.RefusesCursor(session, frame) || router.Accept(frame, Methods.TasksList, client) is not { } call) return;
        ChildServer[] servers = [.. session.Servers.Where(server => server is { IsUp: true, IsModern: false } && server.Offers("tasks"))];
        Task<IReadOnlyList<byte[]>>[] lists = [.. servers.Select(server => Task.Run(() => Fetch(server)))];
        // What is there in time: one slow server keeps nobody from the tasks of the others.
        Task.WhenAll(lists).WaitAsync(session.Settings.ListTimeout, session.Time).ContinueWith(
            _ => ListAnswer.Send(session, call, [.. "{\"tasks\":["u8, .. Joined(lists.Where(list => list.IsCompletedSuccessfully).Select(list => list.Result)), .. "]}"u8], CacheHints.None, isUnderPolicy: true),
            TaskScheduler.Default);
    }

    private IReadOnlyList<byte[]> Fetch(ChildServer server)
    {
        try
        {
            var entries = reader.Fetch(server, ListKind.Tasks, session.Ending.Token).Entries;
            foreach (var id in entries.Select(entry => JsonMembers.Text(entry, "taskId"u8)).OfType<string>()) session.Tasks.Add(id, server);
            return entries;
        }
        catch (Exception exception) when (exception is ServerException or TimeoutException or OperationCanceledException)
        {
            var name = exception.GetType().Name;
            Log.ListFailed(session.Log, ListKind.Tasks.Member, server.Name, name);
            return [];
        }
    }

    private static byte[] Joined(IEnumerable<IReadOnlyList<byte[]>> lists) => [.. lists.SelectMany(list => list).SelectMany((entry, index) => index == 0 ? entry : [(byte)',', .. entry])];
}
