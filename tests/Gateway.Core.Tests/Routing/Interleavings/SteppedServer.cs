using System.Collections.Concurrent;
using System.Text.Json;
using Gateway.Core.Servers;
using Gateway.Core.Transport;

namespace Gateway.Core.Tests.Routing.Interleavings;

/// <summary>A server that opens by itself and does everything else when it is told to.</summary>
internal sealed class SteppedServer(ClientLedger ledger)
{
    private readonly HashSet<long> _ids = [];
    private volatile Connection? _connection;

    /// <summary>What its present run has been asked and has not answered: the client's ids by those that it knows.</summary>
    public ConcurrentDictionary<long, string> Open { get; } = new();

    /// <summary>Ids that it was told to forget, or has answered.</summary>
    public ConcurrentQueue<(long Id, string Call)> Past { get; } = new();

    public IServerConnection Connect()
    {
        Open.Clear();
        return _connection = new(this);
    }

    /// <summary>Answers with what it was asked; nothing happens when somebody else does.</summary>
    public void Answer(long id, bool isError = false)
    {
        if (!Open.TryRemove(id, out var call)) return;
        Past.Enqueue((id, call));
        AnswerAnyway(id, call, isError);
    }

    /// <summary>Answers whether it was asked or not.</summary>
    public void AnswerAnyway(long id, string call, bool isError = false) => Say(isError
        ? $$$"""{"jsonrpc":"2.0","id":{{{id}}},"error":{"code":-32000,"message":"no","data":"{{{call}}}"}}"""
        : $$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"content":[{"type":"text","text":"{{{call}}}"}]}}""");

    /// <summary>Answers with a message that cannot be passed on.</summary>
    public void AnswerBadly(long id)
    {
        if (Open.TryRemove(id, out _)) Say($$"""{"jsonrpc":"2.0","id":{{id}},"result":{"content":[}""");
    }

    public void Progress(long id, string call) =>
        Say($$$$"""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{{{{id}}}},"progress":1,"message":"{{{{call}}}}"}}""");

    /// <summary>Its output closes.</summary>
    public void Die()
    {
        var connection = _connection!; // it was started
        connection.IsDead = true;
        Open.Clear();
        connection.Output.End();
    }

    /// <summary>Forgets what is over for everybody.</summary>
    public void Forget()
    {
        Open.Clear();
        while (Past.Count > 2) Past.TryDequeue(out _); // late answers may come later still
    }

    private void Say(string message) => _connection?.Output.Say(message);

    private void Take(Connection connection, JsonElement message)
    {
        if (connection.IsDead || !message.TryGetProperty("method", out var method)) return;
        switch (method.GetString())
        {
            case "initialize": Reply(connection, message, """{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"stepped","version":"1"}}"""); return;
            case "tools/list": Reply(connection, message, """{"tools":[{"name":"ask","inputSchema":{"type":"object"}},{"name":"look","inputSchema":{"type":"object"},"annotations":{"readOnlyHint":true}}]}"""); return;
            case "tools/call": TakeCall(connection, message); return;
            case "notifications/cancelled":
                var id = message.GetProperty("params").GetProperty("requestId").GetInt64();
                if (Open.TryRemove(id, out var cancelled)) Past.Enqueue((id, cancelled));
                return;
        }
    }

    private void TakeCall(Connection connection, JsonElement message)
    {
        var id = message.GetProperty("id").GetInt64();
        var call = message.GetProperty("params").GetProperty("arguments").GetProperty("n").GetString()!; // the test wrote it
        lock (_ids)
        {
            if (!_ids.Add(id)) ledger.Complain($"the id {id} was used twice, the second time for {call}");
        }

        ledger.OnReceived(call);
        Open[id] = call;
        if (connection.IsDead) Open.TryRemove(id, out _);
    }

    private static void Reply(Connection connection, JsonElement message, string result) =>
        connection.Output.Say($$"""{"jsonrpc":"2.0","id":{{message.GetProperty("id").GetRawText()}},"result":{{result}}}""");

    private sealed class Connection(SteppedServer server) : IServerConnection
    {
        public volatile bool IsDead;

        public CalledSource Output { get; } = new();

        public IMessageSource OpenOutput(long maxMessage) => Output;

        public IByteWriter OpenInput() => new LineTaker(message => server.Take(this, message));

        public string WaitForEnd() => "the test has ended it";

        public Task StopAsync()
        {
            IsDead = true;
            Output.End();
            return Task.CompletedTask;
        }
    }
}
