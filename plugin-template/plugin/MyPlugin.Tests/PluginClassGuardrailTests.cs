using Gateway;
using Gateway.Testing;

namespace PluginClass.Tests;

public class PluginClassGuardrailTests
{
    private static readonly object Options = new { Words = new[] { "Bluebird", "Nightingale" } };

    [TestCase("Where is Bluebird?", "Bluebird")]
    [TestCase("NIGHTINGALE sings", "NIGHTINGALE")]
    public void A_word_is_found_in_any_case(string text, string word)
    {
        var found = PluginTest.Find(new PluginClassGuardrail(PluginTest.Context(Options)), text);

        Assert.That(found.Single().Text, Is.EqualTo(word));
    }

    [TestCase("Bluebirds are birds")]
    [TestCase("")]
    public void A_part_of_another_word_is_not_found(string text) =>
        Assert.That(PluginTest.Find(new PluginClassGuardrail(PluginTest.Context(Options)), text), Is.Empty);

    [Test]
    public void An_empty_word_is_refused_with_a_sentence() =>
        Assert.That(
            () => new PluginClassGuardrail(PluginTest.Context(new { Words = new[] { "" } })),
            Throws.TypeOf<PluginOptionsException>().With.Message.Contains("'words'"));

    [Test]
    public async Task The_gateway_masks_it_in_a_result()
    {
        var result = await PluginTest.RunAsync(new PluginClassGuardrail(PluginTest.Context(Options)), TestMessage.ToolResult("Where is Bluebird?"));

        Assert.That(result.Text, Is.EqualTo("Where is <WORD>?"));
        Assert.That(result.Counts["word"], Is.EqualTo(1));
    }

    [Test]
    public async Task A_user_can_have_it_blocked()
    {
        var call = await PluginTest.RunAsync(
            new PluginClassGuardrail(PluginTest.Context(Options)),
            TestMessage.ToolCall("echo", new { text = "Where is Bluebird?" }),
            """{ "actions": { "word": { "toServer": "block" } } }""");

        Assert.That(call.IsBlocked, Is.True);
    }
}
