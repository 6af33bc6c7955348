using System.Text;
using System.Text.Json;
using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Text;

namespace Gateway.Host.Commands.Guardrails;

/// <summary>A message made to hold one text, sent through a real pipeline.</summary>
internal sealed class TestMessage(string text, string? property, Direction direction)
{
    public string Text => text;

    public Direction Direction => direction;

    /// <summary>Sends it through and waits for it to come out.</summary>
    public Passage SendThrough(GuardrailPipeline pipeline)
    {
        var frame = Frame.Of(Encoding.UTF8.GetBytes(Json()));
        if (EnvelopeReader.Read(frame, GatewayDefaults.MaxDepth) is var fault and not FrameFault.None) throw new UsageException($"the text cannot stand in a message: {fault.Sentence()}");
        var isAnswer = direction == Direction.ToClient;
        var info = new MessageInfo { Direction = direction, Method = Methods.ToolsCall, Server = "test", Tool = "test", IsAnswer = isAnswer };
        var passage = GuardrailPipeline.Detached(frame, frame.Envelope.Payload, info, Places.Of(frame.Envelope.Kind, Methods.ToolsCall));
        passage.Observer = new();
        using var hasPassed = new ManualResetEventSlim();
        passage.Next = _ => hasPassed.Set();
        pipeline.PassDetached(passage);
        hasPassed.Wait(); // every guardrail has a time limit
        return passage;
    }

    /// <summary>The text as it stands in the message that came out.</summary>
    public string TextOf(Passage passage)
    {
        using var document = JsonDocument.Parse(passage.Frame.Raw(passage.Payload).ToArray());
        var holder = direction == Direction.ToServer ? document.RootElement.GetProperty("arguments")
            : property is null ? document.RootElement.GetProperty("content")[0]
            : document.RootElement.GetProperty("structuredContent");
        return holder.EnumerateObject().Last().Value.GetString() ?? "";
    }

    private string Json()
    {
        var (name, value) = (Quote(property ?? "text"), Quote(text));
        var member = "{" + name + ":" + value + "}";
        if (direction == Direction.ToServer) return $$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"test","arguments":{{member}} } }""";
        return property is null
            ? $$"""{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":{{value}} }] } }"""
            : $$"""{"jsonrpc":"2.0","id":1,"result":{"content":[],"structuredContent":{{member}} } }""";
    }

    private static string Quote(string text) => Encoding.UTF8.GetString(JsonText.Quote(text));
}
