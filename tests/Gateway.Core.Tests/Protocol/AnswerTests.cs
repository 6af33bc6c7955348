using System.Text;
using System.Text.Json;
using Gateway.Core.Protocol;

namespace Gateway.Core.Tests.Protocol;

public class AnswerTests
{
    [Test]
    public void A_result_has_the_id_as_it_was_written() =>
        Assert.That(Encoding.UTF8.GetString(Answer.Result("\"\\u0061\""u8, "{}"u8)), Is.EqualTo("""{"jsonrpc":"2.0","id":"\u0061","result":{}}"""));

    [Test]
    public void An_error_is_a_message_whatever_its_text_holds()
    {
        foreach (var text in (string[])["plain", "\" and \\ and \n and é and 😀 and <PLACEHOLDER>", "half \ud800 of a pair", "\udfff", ""])
        {
            var frame = Frame.Of(Answer.Error("5"u8, ErrorCodes.Busy, text));
            Assert.That(EnvelopeReader.Read(frame, 64), Is.EqualTo(FrameFault.None));
            Assert.That(frame.Envelope.Kind, Is.EqualTo(FrameKind.Error));
            using var error = JsonDocument.Parse(frame.Raw(frame.Envelope.Error).ToArray());
            Assert.That(error.RootElement.GetProperty("code").GetInt32(), Is.EqualTo(ErrorCodes.Busy));
            Assert.That(error.RootElement.GetProperty("message").GetString(), Is.EqualTo(text.Replace('\ud800', '\ufffd').Replace('\udfff', '\ufffd')));
        }
    }

    [Test]
    public void A_placeholder_stays_readable() => Assert.That(Encoding.UTF8.GetString(JsonText.Quote("<AWS_KEY>")), Is.EqualTo("\"<AWS_KEY>\""));

    [Test]
    public void Every_fault_has_a_code_and_a_sentence()
    {
        foreach (var fault in Enum.GetValues<FrameFault>().Except([FrameFault.None]))
        {
            var code = fault switch { FrameFault.InvalidJson or FrameFault.InvalidUtf8 => -32700, FrameFault.Unhandled => -32603, _ => -32600 };
            Assert.That(fault.Code(), Is.EqualTo(code));
            Assert.That(fault.Sentence(), Does.EndWith("."));
        }
    }

    [TestCase("\"tools/call\"", "tools/call")]
    [TestCase("\"tools\\/call\"", "tools/call")]
    [TestCase("\"\\u0070ing\"", "ping")]
    [TestCase("\"own/method\"", "own/method")]
    [TestCase("\"\"", "")]
    public void A_method_is_read_in_every_spelling(string raw, string method) => Assert.That(Methods.Parse(Encoding.UTF8.GetBytes(raw)), Is.EqualTo(method));

    [TestCase("2025-06-18", "2025-06-18")]
    [TestCase("2026-07-28", "2025-11-25")]
    [TestCase(null, "2025-11-25")]
    public void A_revision_is_negotiated(string? asked, string given) => Assert.That(ProtocolVersions.Negotiate(asked), Is.EqualTo(given));
}
