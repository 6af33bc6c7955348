using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Servers.Remote;

namespace Gateway.Core.Catalog;

/// <summary>Asks a server for all pages of one of its lists and puts every entry through the guardrails.</summary>
internal sealed class ListReader(GuardrailPipeline pipeline, GatewaySettings settings, string session, ShownPlaceholders shown)
{
    private const int MaxPages = 1000;

    /// <exception cref="ServerException">It answered with an error, or its pages never end.</exception>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    public ListedEntries Fetch(ChildServer server, ListKind kind, CancellationToken cancellationToken)
    {
        var entries = new List<byte[]>();
        var withheld = 0;
        var hints = new CacheHints(long.MaxValue, IsPublic: pipeline.IsEmpty); // what guardrails may have changed is nobody else's
        byte[]? cursor = null;
        var size = 0L;
        for (var page = 0; page < MaxPages; page++)
        {
            byte[] parameters = cursor is null ? "{}"u8.ToArray() : [.. "{\"cursor\":"u8, .. cursor, (byte)'}'];
            var answer = server.Request(kind.Method, parameters, settings.StartTimeout, cancellationToken);
            if (answer.Envelope.Kind == FrameKind.Error) throw new ServerException($"it answered {kind.Method} with an error: {Handshake.Message(answer)}");
            var read = ListPage.Read(answer.Raw(answer.Envelope.Result), kind);
            hints = hints.And(read.Hints);
            size += answer.Length;
            if (size > settings.MaxMessageBytes) throw new ServerException($"its {kind.Method} is longer than a message may be, and the client gets it in one");
            foreach (var entry in read.Entries)
            {
                if (CanBeAskedFor(entry, server, kind) && Guard(entry, server, kind) is { } guarded) entries.Add(guarded);
                else withheld++;
            }

            if (read.NextCursor is not { } next) return new(entries, withheld, hints);
            if (cursor is not null && next.AsSpan().SequenceEqual(cursor)) throw new ServerException($"its {kind.Method} gives the same cursor again and again");
            cursor = next;
        }

        throw new ServerException($"its {kind.Method} has more than {MaxPages} pages");
    }

    // A header that a tool asks for and must not have: over HTTP nobody could call it (2026-07-28, Streamable HTTP).
    private static bool CanBeAskedFor(byte[] entry, ChildServer server, ListKind kind) =>
        kind != ListKind.Tools || server.Configuration.Remote is null || ToolHeaders.IsValid(entry);

    /// <summary>Puts one entry through the guardrails as they are now; null when it is withheld, for it never changes its name. It waits for them.</summary>
    public byte[]? Guard(byte[] entry, ChildServer server, ListKind kind)
    {
        if (pipeline.IsEmpty) return entry;
        var info = new MessageInfo { Direction = Direction.ToClient, Method = kind.Method, Server = server.Name, IsAnswer = true, Session = session };
        var passage = GuardrailPipeline.Detached(Frame.Of(entry), new(0, entry.Length), info, kind.Place);
        passage.Shown = shown;
        using var isDone = new ManualResetEventSlim();
        passage.Next = _ => isDone.Set();
        pipeline.PassDetached(passage);
        isDone.Wait();
        return passage.Refusal is null ? passage.Frame.Bytes.ToArray() : null;
    }
}
