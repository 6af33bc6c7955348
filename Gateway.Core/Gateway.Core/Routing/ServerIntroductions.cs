using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Transport;

namespace Gateway.Core.Routing;

/// <summary>What the client and the servers say of themselves, on its way to the other side: guarded like all else.</summary>
internal sealed class ServerIntroductions(SessionContext session)
{
    private const int LongestInstructions = 16_000;

    private readonly Lock _lock = new();
    private (Introduction Own, string Policy, Introduction Guarded)? _client;

    /// <summary>The client's own, once for all servers.</summary>
    public Introduction OfClient()
    {
        var own = session.Introduction!; // servers are opened when it is there
        var policy = session.Policy;
        lock (_lock)
        {
            if (_client is { } known && known.Own == own && known.Policy == policy) return known.Guarded;
            var guarded = new Introduction(own.Version, Guard(own.Capabilities, Direction.ToServer, "") ?? Introduction.NoCapabilities, Guard(own.ClientInfo, Direction.ToServer, "") ?? Introduction.Unknown);
            _client = (own, policy, guarded);
            return guarded;
        }
    }

    public ServerIntroduction Of(string server, ServerIntroduction said)
    {
        var capabilities = Guard(said.Capabilities.Json, Direction.ToClient, server);
        var instructions = said.Instructions is { Length: > 0 } text ? Guard(JsonText.Quote(text), Direction.ToClient, server) : null;
        return said with
        {
            Capabilities = capabilities is null ? said.Capabilities.Bare() : new(capabilities),
            ServerInfo = Guard(said.ServerInfo, Direction.ToClient, server),
            Instructions = instructions is null ? null : Cut(JsonText.Unescape(instructions)),
        };
    }

    // Every client gets them with its first answer, and they are kept in a file.
    private static string Cut(string instructions) => instructions.Length <= LongestInstructions ? instructions : instructions[..LongestInstructions] + "…";

    private byte[]? Guard(byte[]? json, Direction direction, string server)
    {
        if (json is null || session.Pipeline.IsEmpty) return json;
        var info = new MessageInfo { Direction = direction, Method = Methods.Initialize, Server = server, IsAnswer = direction == Direction.ToClient, Session = session.Id };
        var passage = GuardrailPipeline.Detached(Frame.Of(json), new(0, json.Length), info, Text.Places.Text);
        var isDone = new Signal();
        passage.Next = _ => isDone.Set();
        session.Pipeline.PassDetached(passage);
        isDone.Wait();
        return passage.Refusal is null ? passage.Frame.Bytes.ToArray() : null;
    }
}
