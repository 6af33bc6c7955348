using System.Text;
using System.Text.Json;
using Gateway.Core.Protocol;

namespace Gateway.Core.Tests.Protocol;

public class EnvelopeFuzzTests
{
    private const int Rounds = 20_000;

    [Test]
    public void Offsets_agree_with_another_reader_for_every_order_and_spelling()
    {
        var messages = new RandomMessage(20261123);
        for (var i = 0; i < Rounds; i++)
        {
            var json = messages.Next();
            var frame = Frame.Of(Encoding.UTF8.GetBytes(json));
            Assert.That(EnvelopeReader.Read(frame, 64), Is.EqualTo(FrameFault.None), json);
            using var document = JsonDocument.Parse(json);
            Compare(frame, document.RootElement, json);
        }
    }

    [Test]
    public void Damaged_messages_never_throw_and_are_refused_when_they_are_not_json()
    {
        var messages = new RandomMessage(7);
        for (var i = 0; i < Rounds; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(messages.Next());
            for (var damage = messages.Random.Next(1, 4); damage > 0; damage--)
            {
                bytes[messages.Random.Next(bytes.Length)] = messages.Random.Next(3) == 0 ? (byte)messages.Random.Next(256) : (byte)"\\\"{}[],:ud8"[messages.Random.Next(11)];
            }

            var fault = EnvelopeReader.Read(Frame.Of(bytes), 64);
            if (fault == FrameFault.None) Assert.That(() => JsonDocument.Parse(bytes).Dispose(), Throws.Nothing, Convert.ToHexString(bytes));
        }
    }

    private static void Compare(Frame frame, JsonElement root, string json)
    {
        var envelope = frame.Envelope;
        var isRequest = root.TryGetProperty("method", out _) && root.TryGetProperty("id", out _);
        Same(frame, envelope.Id, Member(root, "id"), json);
        Same(frame, envelope.Method, Member(root, "method"), json);
        Same(frame, envelope.Params, Member(root, "params"), json);
        Same(frame, envelope.Result, Member(root, "result"), json);
        Same(frame, envelope.Error, Member(root, "error"), json);
        Same(frame, envelope.Name, Member(root, "params", "name"), json);
        Same(frame, envelope.Arguments, Member(root, "params", "arguments"), json);
        Same(frame, envelope.Cursor, Member(root, "params", "cursor"), json);
        Same(frame, envelope.RequestId, Member(root, "params", "requestId"), json);
        Same(frame, envelope.ProgressToken, isRequest ? Member(root, "params", "_meta", "progressToken") : Member(root, "params", "progressToken"), json);
        var meta = Member(root, "result", "_meta");
        Same(frame, envelope.ResultMeta, meta?[0] == '{' ? meta : null, json);
        Assert.That(envelope.IsToolError, Is.EqualTo(Member(root, "result", "isError") == "true"), json);
    }

    private static string? Member(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
        }

        return element.GetRawText();
    }

    private static void Same(Frame frame, Slice slice, string? expected, string json)
    {
        var found = slice.IsPresent ? Encoding.UTF8.GetString(frame.Raw(slice)) : null;
        if (found != expected) Assert.That(found, Is.EqualTo(expected), json);
    }
}
