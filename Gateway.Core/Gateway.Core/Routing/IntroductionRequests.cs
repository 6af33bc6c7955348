using System.Text;
using Gateway.Core.Catalog;
using Gateway.Core.Eras;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Text;

namespace Gateway.Core.Routing;

/// <summary>The gateway's answers to <c>initialize</c> and <c>server/discover</c>. They wait for no server, so they declare what the gateway itself can bridge.</summary>
internal sealed class IntroductionRequests(SessionContext session)
{
    private static ReadOnlySpan<byte> Bridged =>
        "\"tools\":{\"listChanged\":true},\"resources\":{\"subscribe\":true,\"listChanged\":true},\"prompts\":{\"listChanged\":true},\"completions\":{},\"logging\":{}"u8;

    public void Answer(Frame frame, string method, Introduction client)
    {
        var id = frame.Raw(frame.Envelope.Id).ToArray();
        var instructions = Unavailable() + Instructions();
        var result = Result(client, Own() + instructions);
        if (instructions.Length == 0 && session.Servers.All(server => server.Known.Special is null))
        {
            session.Answer(frame, result);
            return;
        }

        // They quote servers, as these spoke at an earlier start; guardrails may be others now.
        var answer = Frame.Of(Protocol.Answer.Result(id, result));
        EnvelopeReader.Read(answer, int.MaxValue);
        var info = new MessageInfo { Direction = Direction.ToClient, Method = method, Server = "", IsAnswer = true, Session = session.Id };
        var passage = GuardrailPipeline.Detached(answer, answer.Envelope.Payload, info, Places.Of(FrameKind.Result, method));
        var stream = frame.Parent;
        passage.Next = guarded => session.Client.Answer(guarded.Refusal is null ? guarded.Frame.Bytes : Protocol.Answer.Result(id, Result(client, Own())), stream);
        session.Pipeline.PassQueued(passage);
    }

    /// <summary>The error for a request of a revision that is not spoken here.</summary>
    /// <param name="id">The raw id of the request.</param>
    /// <param name="asked">The revision that it names, raw.</param>
    public static byte[] Unsupported(ReadOnlySpan<byte> id, ReadOnlySpan<byte> asked)
    {
        var supported = string.Join(",", ProtocolVersions.All.Select(version => $"\"{version}\""));
        return
        [
            .. "{\"jsonrpc\":\"2.0\",\"id\":"u8, .. id,
            .. Encoding.ASCII.GetBytes($",\"error\":{{\"code\":{ErrorCodes.UnsupportedProtocolVersion},\"message\":\"Unsupported protocol version\",\"data\":{{\"supported\":[{supported}],\"requested\":"),
            .. asked.Length < 64 && asked[0] == '"' ? asked : "null"u8, .. "}}}"u8,
        ];
    }

    private byte[] Result(Introduction client, string instructions)
    {
        byte[] capabilities = [.. "{"u8, .. Bridged, .. SpecialCapabilities.Of(session.Servers, client), (byte)'}'];
        if (!client.IsModern)
        {
            return
            [
                .. Encoding.ASCII.GetBytes($"{{\"protocolVersion\":\"{client.Version}\",\"capabilities\":"), .. capabilities, .. ",\"serverInfo\":"u8, .. GatewayVersion.Info,
                .. ",\"instructions\":"u8, .. JsonText.Quote(instructions), (byte)'}',
            ];
        }

        var versions = string.Join(",", ProtocolVersions.All.Select(version => $"\"{version}\""));
        return ModernResult.Own(
            [.. Encoding.ASCII.GetBytes($"{{\"supportedVersions\":[{versions}],\"capabilities\":"), .. capabilities, .. ",\"instructions\":"u8, .. JsonText.Quote(instructions), (byte)'}'],
            CacheHints.None);
    }

    private string Own()
    {
        var guardrails = session.Pipeline.Slots;
        var text = $"This gateway offers what {session.Servers.Count} MCP server(s) offer; get_metadata tells their state.";
        return guardrails.Count == 0
            ? text
            : text + $" Guardrails in force: {string.Join(", ", guardrails.Select(slot => slot.Name))}. Text such as <TOKEN> may stand for a value that was masked: never write it back.";
    }

    // What is known at once: a server that is not started, or could not be.
    private string Unavailable()
    {
        var names = session.Servers.Where(server => server.State.IsOff() || server.State == ServerState.Failed).Select(server => $"'{Printable.Line(server.Name)}' ({server.State.Word()})");
        var list = string.Join(", ", names);
        return list.Length == 0 ? "" : $"\n\nNot available now: {list}.";
    }

    private string Instructions()
    {
        var text = new StringBuilder();
        foreach (var server in session.Servers)
        {
            if (server.Known.Instructions is not { Length: > 0 } instructions) continue;
            // Quoted, so that none can speak in the name of another server, or of the gateway.
            text.Append("\n\n[Instructions of server '").Append(Printable.Line(server.Name)).Append("'; its tools and prompts are named ")
                .Append(Printable.Line(session.Names.Of(server.Name, "*"))).Append("]\n> ").Append(instructions.ReplaceLineEndings("\n> "));
        }

        return text.ToString();
    }
}
