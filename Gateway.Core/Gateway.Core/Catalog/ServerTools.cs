using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Text;

namespace Gateway.Core.Catalog;

/// <summary>Asks a server for all pages of its tools and puts every entry through the guardrails.</summary>
internal sealed class ServerTools(GuardrailPipeline pipeline, ExposedNames names, GatewaySettings settings, string session, ShownPlaceholders shown)
{
    private const int MaxPages = 1000;

    /// <returns>The tools, and how many were withheld by a guardrail.</returns>
    /// <exception cref="ServerException">It answered with an error, or its pages never end.</exception>
    public async Task<(IReadOnlyList<Tool> Tools, int Withheld)> FetchAsync(ChildServer server, CancellationToken cancellationToken)
    {
        var tools = new List<Tool>();
        var withheld = 0;
        byte[]? cursor = null;
        for (var page = 0; page < MaxPages; page++)
        {
            byte[] parameters = cursor is null ? "{}"u8.ToArray() : [.. "{\"cursor\":"u8, .. cursor, (byte)'}'];
            var answer = await server.RequestAsync(Methods.ToolsList, parameters, settings.StartTimeout, cancellationToken).ConfigureAwait(false);
            if (answer.Envelope.Kind == FrameKind.Error) throw new ServerException($"it answered tools/list with an error: {Handshake.Message(answer)}");
            var (entries, next) = ToolReader.ReadPage(answer);
            foreach (var entry in entries)
            {
                if (await GuardAsync(entry, server).ConfigureAwait(false) is not { } guarded) withheld++;
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
    private async Task<byte[]?> GuardAsync(byte[] entry, ChildServer server)
    {
        if (pipeline.IsEmpty) return entry;
        var info = new MessageInfo { Direction = Direction.ToClient, Method = Methods.ToolsList, Server = server.Name, IsAnswer = true, Session = session };
        var passage = GuardrailPipeline.Detached(Frame.Of(entry), new(0, entry.Length), info, Places.Tool);
        passage.Shown = shown;
        await pipeline.PassDetachedAsync(passage).ConfigureAwait(false);
        return passage.Refusal is null ? passage.Frame.Bytes.ToArray() : null;
    }
}
