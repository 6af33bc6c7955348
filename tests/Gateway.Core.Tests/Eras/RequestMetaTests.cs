using System.Text;
using System.Text.Json;
using Gateway.Core.Eras;
using Gateway.Core.Protocol;

namespace Gateway.Core.Tests.Eras;

public class RequestMetaTests
{
    private const string Members = """
        "io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}
        """;

    private static JsonElement Add(string message)
    {
        var added = TestFrame.Of(message);
        return JsonDocument.Parse(added.With(RequestMeta.Add(added, Encoding.UTF8.GetBytes(Members), "9"u8)), new() { AllowDuplicateProperties = false }).RootElement.GetProperty("params");
    }

    private static string Strip(string meta, string token = "7") => Encoding.UTF8.GetString(RequestMeta.Strip(Encoding.UTF8.GetBytes(meta), Encoding.UTF8.GetBytes(token)));

    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"m"}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"m"  }  """)]
    [TestCase("""{"jsonrpc":"2.0","params":null,"id":1,"method":"m"}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"m","params": null }""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"m","params":{}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"m","params":{ }}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"m","params":{"a":"}"}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"m","params":{"_meta":null}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"m","params":{"_meta":7,"a":1}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"m","params":{"_meta":{}}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"m","params":{"_meta": { } }}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"m","params":{"a":1,"_meta":{"x":2}}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"m","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"9999-01-01","x":2}}}""")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"method":"m","params":{"_meta":{"io.modelcontextprotocol\/clientCapabilities":{"sampling":{}}}}}""")]
    public void A_legacy_clients_request_gets_what_a_modern_server_needs_and_keeps_the_rest(string message)
    {
        var parameters = Add(message);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(parameters.GetProperty("_meta").GetProperty("io.modelcontextprotocol/protocolVersion").GetString(), Is.EqualTo("2026-07-28"));
            Assert.That(parameters.GetProperty("_meta").GetProperty("io.modelcontextprotocol/clientCapabilities").GetRawText(), Is.EqualTo("{}"));
            Assert.That(parameters.GetProperty("_meta").TryGetProperty("x", out _), Is.EqualTo(message.Contains("\"x\"", StringComparison.Ordinal)));
            Assert.That(parameters.TryGetProperty("a", out _), Is.EqualTo(message.Contains("\"a\"", StringComparison.Ordinal)));
        }
    }

    [Test]
    public void A_list_of_parameters_stays_as_it_is() =>
        Assert.That(Add("""{"jsonrpc":"2.0","id":1,"method":"m","params":[1]}""").GetRawText(), Is.EqualTo("[1]"));

    [Test]
    public void When_the_whole_gives_way_the_token_is_the_gateways() =>
        Assert.That(Add("""{"jsonrpc":"2.0","id":1,"method":"m","params":{"_meta":{"io.modelcontextprotocol/logLevel":"debug","progressToken":"theirs"}}}""").GetProperty("_meta").GetProperty("progressToken").GetInt32(), Is.EqualTo(9));

    [TestCase("""{"io.modelcontextprotocol/protocolVersion":"x","io.modelcontextprotocol/clientInfo":{"a":[1]},"io.modelcontextprotocol/clientCapabilities":{},"io.modelcontextprotocol/logLevel":"debug"}""", "{}")]
    [TestCase("""{"io.modelcontextprotocol\/logLeve\u006c":"debug","a":1}""", """{"a":1}""")]
    [TestCase("""{"a":1, "io.modelcontextprotocol/logLevel":"debug" , "b" : 2}""", """{"a":1,"b" :2}""")]
    [TestCase("""{"io.modelcontextprotocol/related-task":{"taskId":"t"}}""", """{"io.modelcontextprotocol/related-task":{"taskId":"t"}}""")]
    [TestCase("""{"progressToken":5}""", """{"progressToken":7}""")]
    [TestCase("""{"progressToken":"theirs","x":null}""", """{"progressToken":7,"x":null}""")]
    [TestCase("""{"progress\u0054oken":"theirs"}""", """{"progress\u0054oken":7}""")]
    [TestCase("null", "{}")]
    [TestCase("{}", "{}")]
    public void What_only_modern_servers_know_is_taken_out(string meta, string expected) => Assert.That(Strip(meta), Is.EqualTo(expected));

    [TestCase("""{"io.modelcontextprotocol/protocolVersion":"a","io.modelcontextprotocol/protocolVersion":"b"}""")]
    [TestCase("""{"io.modelcontextprotocol/logLevel":"debug","io.modelcontextprotocol\/logLevel":"error"}""")]
    [TestCase("""{"io.modelcontextprotocol/clientCapabilities":{},"\u0069o.modelcontextprotocol/clientCapabilities":{}}""")]
    [TestCase("""{"io.modelcontextprotocol/subscriptionId":1,"io.modelcontextprotocol/subscriptionId":2}""")]
    [TestCase("""{"io.modelcontextprotocol/clientInfo":{},"io.modelcontextprotocol/clientInf\u006f":{}}""")]
    public void Reserved_keys_are_there_once_however_they_are_written(string meta)
    {
        var frame = Frame.Of(Encoding.UTF8.GetBytes($$$$"""{"jsonrpc":"2.0","id":1,"method":"m","params":{"_meta":{{{{meta}}}}}}"""));
        Assert.That(EnvelopeReader.Read(frame, 64), Is.EqualTo(FrameFault.DoubledMember));
    }
}
