using System.Text;
using System.Text.Json;
using Gateway.Core.Routing;
using Gateway.Core.Servers;

namespace Gateway.Core.Tests.Routing;

public class SpecialCapabilitiesTests
{
    private static ChildServer Server(string? special, bool wasModern = false) =>
        new(new() { Name = "s" }, new()) { Known = new() { Special = special, WasModern = wasModern } };

    private static string Of(bool isModern, params ChildServer[] servers)
    {
        var members = Encoding.UTF8.GetString(SpecialCapabilities.Of(servers, new(isModern ? "2026-07-28" : "2025-11-25", "{}"u8.ToArray(), Introduction.Unknown)));
        Assert.DoesNotThrow(() => JsonDocument.Parse("{\"tools\":{}" + members + "}", new() { AllowDuplicateProperties = false }));
        return members;
    }

    [Test]
    public void Those_of_all_servers_of_the_clients_era_are_one_and_the_first_server_wins() => Assert.That(
        Of(false, Server("""{"experimental":{"a":{"x":1}}}"""), Server("""{"experimental":{"a":{"x":2},"b":{}},"tasks":{"list":{}}}"""), Server("""{"extensions":{"c":{}}}""", wasModern: true)),
        Is.EqualTo(""","experimental":{"a":{"x":1},"b":{}},"tasks":{"list":{}}"""));

    [Test]
    public void None_crosses_the_eras() => Assert.That(Of(true, Server("""{"tasks":{}}""")), Is.Empty);

    [TestCase("""{"experimental":5}""")]
    [TestCase("""{"experimental":{"a":1,"a":2}}""")]
    [TestCase("""{"experimental":{"\"},\"tools\":{":{}}}""")]
    [TestCase("{}")]
    [TestCase(null)]
    public void Whatever_they_hold_the_answer_stays_one_object(string? special) => Assert.That(Of(false, Server(special)), Does.Not.Contain("\"tools\""));

    [TestCase("""{"tools":{"listChanged":true,"x":"secret"},"experimental":{"a":"secret"}}""", """{"tools":{"listChanged":true}}""")]
    [TestCase("""{"resources":{"subscribe":true,"listChanged":false},"vendor":{}}""", """{"resources":{"subscribe":true}}""")]
    [TestCase("{}", "{}")]
    public void Of_capabilities_that_a_guardrail_refused_what_holds_no_text_is_left(string capabilities, string bare) =>
        Assert.That(Encoding.UTF8.GetString(new ServerCapabilities(Encoding.UTF8.GetBytes(capabilities)).Bare().Json), Is.EqualTo(bare));
}
