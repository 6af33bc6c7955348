using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Servers.Remote;
using Gateway.Core.Text;

namespace Gateway.Core.Catalog;

/// <summary>Asks a server for all pages of its tools and puts every entry through the guardrails.</summary>
internal sealed class ServerTools(GuardrailPipeline pipeline, ExposedNames names, GatewaySettings settings, string session, ShownPlaceholders shown)
{
    private const int MaxPages = 1000;

    /// <returns>The tools, and how many were withheld: by a guardrail, or because they cannot be called.</returns>
    /// <exception cref="ServerException">It answered with an error, or its pages never end.</exception>
    public (IReadOnlyList<Tool> Tools, int Withheld) Fetch(ChildServer server, CancellationToken cancellationToken)
    {
        var tools = new List<Tool>();
        var withheld = 0;
        byte[]? cursor = null;
        for (var page = 0; page < MaxPages; page++)
        {
            byte[] parameters = cursor is null ? "{}"u8.ToArray() : [.. "{\"cursor\":"u8, .. cursor, (byte)'}'];
            var answer = server.Request(Methods.ToolsList, parameters, settings.StartTimeout, cancellationToken);
            if (answer.Envelope.Kind == FrameKind.Error) throw new ServerException($"it answered tools/list with an error: {Handshake.Message(answer)}");
            var (entries, next) = ToolReader.ReadPage(answer);
            foreach (var entry in entries)
            {
                // A header that the tool asks for and must not have: over HTTP nobody could call it (2026-07-28, Streamable HTTP).
                if (server.Configuration.Remote is not null && !ToolHeaders.IsValid(entry)) withheld++;
                else if (Guard(entry, server) is not { } guarded) withheld++;
                else if (ToolReader.Read(guarded, server.Name, session, names) is { } tool) tools.Add(tool);
                else withheld++;
            }

            if (next is null) return (tools, withheld);
            if (cursor is not null && next.AsSpan().SequenceEqual(cursor)) throw new ServerException("its tools/list gives the same cursor again and again");
            cursor = next;
        }

        throw new ServerException($"its tools/list has more than {MaxPages} pages");
    }

    // A blocked entry is withheld; it never changes its name.
    private byte[]? Guard(byte[] entry, ChildServer server)
    {
        if (pipeline.IsEmpty) return entry;
        var info = new MessageInfo { Direction = Direction.ToClient, Method = Methods.ToolsList, Server = server.Name, IsAnswer = true, Session = session };
        var passage = GuardrailPipeline.Detached(Frame.Of(entry), new(0, entry.Length), info, Places.Tool);
        passage.Shown = shown;
        using var isDone = new ManualResetEventSlim();
        passage.Next = _ => isDone.Set();
        pipeline.PassDetached(passage);
        isDone.Wait();
        return passage.Refusal is null ? passage.Frame.Bytes.ToArray() : null;
    }
}
