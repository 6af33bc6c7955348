using System.Text;
using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Remote;

/// <summary>Asks a server of the stateless era for its tools anew when it finds that the headers of a call are not those that it wants.</summary>
internal sealed class ToolRelisting(RemoteContext context, IRemoteTransport transport, ToolHeaders tools)
{
    private const int MostPages = 100;

    private static readonly byte[] Changed = """{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"""u8.ToArray();

    private long _lastId;

    /// <summary>True when the call would go out with other headers now.</summary>
    public async Task<bool> TryRelistAsync(OutgoingMessage call, CancellationToken cancellationToken)
    {
        if (call.Method != Methods.ToolsCall) return false;
        var before = Headers(call);
        var cursor = default(byte[]);
        for (var page = 0; page < MostPages; page++)
        {
            cursor = await ListAsync(call, cursor, cancellationToken).ConfigureAwait(false);
            if (cursor is null) break;
        }

        if (Headers(call).SequenceEqual(before)) return false;
        context.Inbox.Add(Changed); // for the client's list too
        return true;
    }

    private async Task<byte[]?> ListAsync(OutgoingMessage call, byte[]? cursor, CancellationToken cancellationToken)
    {
        using var exchange = new Exchange(OutgoingMessage.Read(Request(call, cursor)), static _ => { }) { Own = new() };
        using var registration = cancellationToken.UnsafeRegister(static state => ((Exchange)state!).Abort(), exchange);
        await transport.SendAsync(exchange).ConfigureAwait(false); // what it lists is learned where all lists are
        var answer = await exchange.Own.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        var next = JsonMembers.Raw(JsonMembers.Raw(answer, "result"u8), "nextCursor"u8);
        return next.Length > 0 && next[0] == '"' ? next.ToArray() : null;
    }

    // In the words of the call: what it says of the client holds for this too.
    private byte[] Request(OutgoingMessage call, byte[]? cursor)
    {
        var meta = JsonMembers.Raw(JsonMembers.Raw(call.Bytes, "params"u8), "_meta"u8);
        return
        [
            .. Encoding.ASCII.GetBytes($"{{\"jsonrpc\":\"2.0\",\"id\":\"mcp-gateway-relist-{Interlocked.Increment(ref _lastId)}\",\"method\":\"{Methods.ToolsList}\",\"params\":{{\"_meta\":"),
            .. JsonMembers.Write(JsonMembers.Members(meta).Where(member => member.Key != "progressToken")), .. cursor is null ? [] : (byte[])[.. ",\"cursor\":"u8, .. cursor], .. "}}"u8,
        ];
    }

    private KeyValuePair<string, string>[] Headers(OutgoingMessage call) => [.. tools.Of(call.Name)?.For(call.Bytes, call.Arguments) ?? []];
}
