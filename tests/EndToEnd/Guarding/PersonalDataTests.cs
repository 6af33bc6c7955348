using System.Text.Json.Nodes;
using EndToEnd.Running;

namespace EndToEnd.Guarding;

public class PersonalDataTests
{
    // Test numbers of the issuers and reserved ranges: nobody's.
    private const string Card = "4012888888881881";
    private const string Phone = "+44 20 7946 0018";
    private const string Mail = "anna@example.com";

    [Test]
    public void Personal_data_arrives_masked_both_ways_and_is_counted()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().Answer("same", $$$"""{"content":[{"type":"text","text":"mail {{{Mail}}}, call {{{Phone}}}"}],"structuredContent":{"card":{{{Card}}},"name":"x"}}""");
        var answer = workspace.Open("--enable-guardrails", "presidio").Call("child_same", $$"""{"text":"pay with {{Card}}"}""");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(RawClient.TextOf(answer), Is.EqualTo("mail <EMAIL_ADDRESS>, call <PHONE_NUMBER>"));
            Assert.That(answer.GetProperty("result").GetProperty("structuredContent").GetRawText(), Is.EqualTo("""{"card":null,"name":"x"}"""));
            Assert.That(child.AwaitReceived("tools/call"), Does.Contain("pay with <CREDIT_CARD>").And.Not.Contain(Card));
            Assert.That(answer.GetProperty("result").GetProperty("_meta").GetProperty("mcp-gateway/guardrails").GetProperty("EMAIL_ADDRESS").GetInt32(), Is.EqualTo(1));
        }
    }

    [Test]
    public void Both_guardrails_work_side_by_side()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same", $"{Secrets.HuggingFace} {Mail}");
        Assert.That(workspace.Open("--enable-guardrails", "basic,presidio").CallText("child_same"), Is.EqualTo($"{Secrets.HuggingFaceMask} <EMAIL_ADDRESS>"));
    }

    [Test]
    public void An_entity_that_does_not_exist_ends_the_start_with_a_sentence()
    {
        using var workspace = new Workspace();
        workspace.Entry["plugins"] = JsonNode.Parse("""{"presidio":{"options":{"pii_entities":["CREDIT_CRAD"]}}}""");
        workspace.AddScripted().AnswerText("same");
        var gateway = workspace.Start("--enable-guardrails", "presidio");
        gateway.WaitForExit();
        Assert.That(gateway.Error, Does.Contain("'CREDIT_CRAD' is unknown; near are: CREDIT_CARD"));
    }
}
