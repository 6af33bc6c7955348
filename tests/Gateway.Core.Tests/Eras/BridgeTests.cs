using System.Text;
using Gateway.Core.Eras;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Tests.Eras;

/// <summary>The small differences between the eras: error codes, marks of subscriptions, elicitation, capabilities.</summary>
public class BridgeTests
{
    private static string Translate(string error, string method, Crossing crossing)
    {
        var frame = TestFrame.Of($$$$"""{"jsonrpc":"2.0","id":1,"error":{{{{error}}}}}""");
        return ErrorBridge.Translate(frame, method, crossing) is { } code ? frame.With(code) : "as it is";
    }

    private static Frame Update(string parameters) => TestFrame.Of($$$$"""{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{{{{parameters}}}}}""");

    private static Introduction Client(string capabilities) => new("2026-07-28", Encoding.UTF8.GetBytes(capabilities), Introduction.Unknown);

    [Test]
    public void What_legacy_servers_call_not_found_is_an_invalid_parameter_to_modern_clients() =>
        Assert.That(Translate("""{"message":"m", "code" : -32002}""", Methods.ResourcesRead, Crossing.ToLegacy), Does.EndWith("""{"message":"m", "code" : -32602}}"""));

    [Test]
    public void And_back_when_it_names_the_resource() =>
        Assert.That(Translate("""{"code":-32602,"message":"m","data":{"uri":"a://b"}}""", Methods.ResourcesRead, Crossing.ToModern), Does.Contain("-32002"));

    [TestCase("""{"code":-32602,"message":"m"}""", "resources/read", true)]
    [TestCase("""{"code":-32602,"message":"m","data":"uri"}""", "resources/read", true)]
    [TestCase("""{"code":-32602,"message":"m","data":{"uri":"a"}}""", "tools/call", true)]
    [TestCase("""{"code":-32602,"message":"m","data":{"uri":"a"}}""", "resources/read", false)]
    [TestCase("""{"code":"-32002","message":"m"}""", "resources/read", false)]
    [TestCase("""{"code":-32002.0,"message":"m"}""", "resources/read", false)]
    [TestCase("""{"code":-99999999999,"message":"m"}""", "resources/read", false)]
    [TestCase("""{"message":"m"}""", "resources/read", false)]
    [TestCase("[]", "resources/read", false)]
    public void Every_other_error_stays_as_it_is(string error, string method, bool isToModern) =>
        Assert.That(Translate(error, method, isToModern ? Crossing.ToModern : Crossing.ToLegacy), Is.EqualTo("as it is"));

    [TestCase("""{"uri":"a"}""")]
    [TestCase("""{"uri":"a","_meta":null}""")]
    [TestCase("""{"uri":"a","_meta":{}}""")]
    [TestCase("""{"uri":"a","_meta":{"x":1}}""")]
    [TestCase("""{"uri":"a","_meta":{"io.modelcontextprotocol/subscriptionId":"of another"}}""")]
    public void An_update_gets_the_mark_of_the_clients_own_subscription(string parameters)
    {
        var marked = TestFrame.Of(Encoding.UTF8.GetString(SubscriptionMeta.With(Update(parameters), "\"mine\""u8)));
        Assert.That(Encoding.UTF8.GetString(marked.Raw(marked.Envelope.Reserved.SubscriptionId)), Is.EqualTo("\"mine\""));
    }

    [Test]
    public void A_legacy_client_gets_no_mark()
    {
        var plain = Encoding.UTF8.GetString(SubscriptionMeta.Without(Update("""{"uri":"a","_meta":{"io.modelcontextprotocol\/subscriptionId":5,"x":1}}""")));
        Assert.That(plain, Does.EndWith("""{"uri":"a","_meta":{"x":1}}}"""));
    }

    [Test]
    public void What_has_no_mark_passes_byte_for_byte()
    {
        var update = Update("""{ "uri" : "a", "_meta":{ "x":1 } }""");
        Assert.That(SubscriptionMeta.Without(update).SequenceEqual(update.Bytes), Is.True);
    }

    [Test]
    public void A_page_gets_the_id_that_legacy_clients_need()
    {
        var asked = LegacyElicitation.Of(Methods.ElicitationCreate, """{"mode":"url","url":"https://a"}"""u8);
        Assert.That(JsonMembers.Text(asked, "elicitationId"u8), Is.Not.Empty);
        Assert.That(JsonMembers.Text(asked, "url"u8), Is.EqualTo("https://a"));
    }

    [TestCase("elicitation/create", """{"mode":"url","elicitationId":"its own"}""")]
    [TestCase("elicitation/create", """{"mode":"form"}""")]
    [TestCase("elicitation/create", "5")]
    [TestCase("sampling/createMessage", """{"mode":"url"}""")]
    public void Everything_else_is_asked_as_it_is(string method, string parameters) =>
        Assert.That(Encoding.UTF8.GetString(LegacyElicitation.Of(method, Encoding.UTF8.GetBytes(parameters))), Is.EqualTo(parameters));

    [TestCase("sampling/createMessage", "{}", "{}", """{"sampling":{}}""")]
    [TestCase("roots/list", "{}", """{"sampling":{}}""", """{"roots":{}}""")]
    [TestCase("elicitation/create", "{}", "{}", """{"elicitation":{}}""")]
    [TestCase("elicitation/create", """{"mode":"url"}""", """{"elicitation":{}}""", """{"elicitation":{"url":{}}}""")]
    [TestCase("elicitation/create", """{"mode":"url"}""", """{"elicitation":{"url":{}}}""", null)]
    [TestCase("elicitation/create", "{}", """{"elicitation":{}}""", null)]
    [TestCase("sampling/createMessage", "{}", """{"sampling":{}}""", null)]
    [TestCase("tools/call", "{}", """{"tools":{}}""", "{}")]
    [TestCase("", "", """{"":{}}""", "{}")]
    public void What_the_client_has_not_declared_is_missing(string method, string parameters, string capabilities, string? missing) =>
        Assert.That(MissingCapability.Of(method, Encoding.UTF8.GetBytes(parameters), Client(capabilities)), Is.EqualTo(missing));

    [TestCase("""{"a":{"method":"roots/list"},"b":{"method":"sampling/createMessage"}}""", """{"sampling":{}}""")]
    [TestCase("""{"a":{"method":"roots/list"}}""", null)]
    [TestCase("""{"a":5}""", "{}")]
    [TestCase("[]", null)]
    public void One_question_that_cannot_be_asked_is_enough(string requests, string? missing)
    {
        var frame = TestFrame.Of($$$$"""{"jsonrpc":"2.0","id":1,"result":{"inputRequests":{{{{requests}}}}}}""");
        Assert.That(MissingCapability.OfAll(frame, Client("""{"roots":{}}""")), Is.EqualTo(missing));
    }
}
