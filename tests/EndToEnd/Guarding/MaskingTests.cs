using System.Text.Json;
using System.Text.Json.Nodes;
using EndToEnd.Running;

namespace EndToEnd.Guarding;

public class MaskingTests
{
    private const string Note = "mcp-gateway/guardrails";

    private static JsonElement Meta(JsonElement answer, string key) => answer.GetProperty("result").GetProperty("_meta").GetProperty(key);

    [Test]
    public void A_secret_in_a_result_arrives_masked_and_is_counted()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same", $"a {Secrets.HuggingFace} b {Secrets.HuggingFace}, {Secrets.GitHub}");
        var answer = workspace.OpenGuarded().Call("child_same");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(RawClient.TextOf(answer), Is.EqualTo($"a {Secrets.HuggingFaceMask} b {Secrets.HuggingFaceMask}, {Secrets.GitHubMask}"));
            Assert.That(Meta(answer, Note).GetRawText(), Is.EqualTo("""{"huggingface_access_token":2,"github_pat":1}""").Or.EqualTo("""{"github_pat":1,"huggingface_access_token":2}"""));
        }
    }

    [Test]
    public void Without_guardrails_nothing_is_masked()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same", Secrets.HuggingFace);
        Assert.That(workspace.Open().CallText("child_same"), Is.EqualTo(Secrets.HuggingFace));
    }

    [TestCase("""{"content":[],"structuredContent":{"a":[{"deep":"SECRET"}]}}""")]
    [TestCase("""{"content":[],"structuredContent":{"SECRET":1}}""")]
    [TestCase("""{"content":[{"type":"resource","resource":{"uri":"file:///a","text":"SECRET"}}]}""")]
    [TestCase("""{"content":[],"_meta":{"x":"SECRET"}}""")]
    [TestCase("""{"content":[],"unknown":{"y":["SECRET"]}}""")]
    [TestCase("""{"content":[{"type":"text","text":"SECRET"}],"isError":true}""")]
    public void A_secret_is_masked_wherever_a_result_holds_text(string result)
    {
        using var workspace = new Workspace();
        workspace.AddScripted().Answer("same", result.Replace("SECRET", Secrets.HuggingFace));
        var gateway = workspace.OpenGuarded();
        gateway.WriteCall("1", "child_same");
        var line = gateway.ReadAnswer("1");
        Assert.That(line, Does.Contain(Secrets.HuggingFaceMask).And.Not.Contain(Secrets.HuggingFace));
    }

    [Test]
    public void A_secret_in_an_introduction_is_masked_both_ways()
    {
        using var workspace = new Workspace();
        var escaped = string.Concat(Secrets.HuggingFace.Select(letter => $"\\u{(int)letter:x4}"));
        var child = workspace.AddScripted().On(
            "initialize", """send {"jsonrpc":"2.0","id":{id},"result":{"protocolVersion":"2025-06-18","capabilities":{"experimental":{"x":"SECRET"}},"serverInfo":{"name":"s","version":"1"}}}""".Replace("SECRET", escaped));
        var gateway = workspace.Start("--enable-guardrails", "basic");
        gateway.Initialize(capabilities: """{"experimental":{"x":{"y":"SECRET"}}}""".Replace("SECRET", Secrets.GitHub));
        gateway.ListNames();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(child.AwaitReceived("\"initialize\""), Does.Contain(Secrets.GitHubMask).And.Not.Contain(Secrets.GitHub));
            Assert.That(gateway.Metadata().GetRawText(), Does.Contain(Secrets.HuggingFaceMask).And.Not.Contain(escaped));
            Assert.That(gateway.Metadata().GetProperty("child").GetProperty("capabilities").GetRawText(), Does.Not.Contain(Secrets.HuggingFace));
        }
    }

    [Test]
    public void A_secret_written_with_escapes_is_masked()
    {
        using var workspace = new Workspace();
        var escaped = string.Concat(Secrets.HuggingFace.Select(letter => $"\\u{(int)letter:x4}"));
        workspace.AddScripted().Answer("same", $$"""{"content":[{"type":"text","text":"{{escaped}}"}]}""");
        Assert.That(workspace.OpenGuarded().CallText("child_same"), Is.EqualTo(Secrets.HuggingFaceMask));
    }

    [Test]
    public void A_secret_in_an_error_of_the_server_is_masked()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().On("call-same", """send {"jsonrpc":"2.0","id":{id},"error":{"code":-32001,"message":"no SECRET","data":{"k":"SECRET"}}}""".Replace("SECRET", Secrets.Aws));
        var error = workspace.OpenGuarded().Call("child_same").GetProperty("error").GetRawText();
        Assert.That(error, Does.Contain("no " + Secrets.AwsMask).And.Not.Contain(Secrets.Aws));
    }

    [Test]
    public void A_secret_in_the_arguments_never_reaches_the_server_and_the_note_tells()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().AnswerText("same");
        var answer = workspace.OpenGuarded().Call("child_same", $$"""{"text":"use {{Secrets.GitHub}} now"}""");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(child.AwaitReceived("tools/call"), Does.Contain($"use {Secrets.GitHubMask} now").And.Not.Contain(Secrets.GitHub));
            Assert.That(Meta(answer, Note).GetProperty("github_pat").GetInt32(), Is.EqualTo(1));
        }
    }

    [Test]
    public void Secrets_in_descriptions_and_schemas_are_masked_in_the_listing()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same").Describe("same", """{"name":"same","description":"key SECRET","inputSchema":{"type":"object","properties":{"a":{"type":"string","default":"SECRET"}}}}""".Replace("SECRET", Secrets.Aws));
        var listing = workspace.OpenGuarded().Request("tools/list").GetRawText();
        Assert.That(listing, Does.Contain("key " + Secrets.AwsMask).And.Not.Contain(Secrets.Aws));
    }

    [Test]
    public void A_tool_whose_name_holds_a_secret_is_withheld_and_never_renamed()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText(Secrets.Aws).AnswerText("same");
        var gateway = workspace.OpenGuarded();
        Assert.That(gateway.ListNames(), Is.EqualTo(new[] { "get_metadata", "run_tool", "child_same" }));
    }

    [Test]
    public void A_secret_in_a_progress_notification_is_masked()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().On(
            "call-same",
            $$$"""send {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{token},"progress":1,"message":"at {{{Secrets.HuggingFace}}}"}}""",
            """send {"jsonrpc":"2.0","id":{id},"result":{"content":[]}}""");
        var gateway = workspace.OpenGuarded();
        gateway.Write("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"child_same","_meta":{"progressToken":"mine"}}}""");
        Assert.That(gateway.ReadMethod("notifications/progress"), Does.Contain("at " + Secrets.HuggingFaceMask).And.Contain("\"progressToken\":\"mine\""));
    }

    [Test]
    public void A_kind_that_is_set_to_block_blocks_the_call_before_the_server_sees_it()
    {
        using var workspace = new Workspace();
        workspace.Entry["plugins"] = JsonNode.Parse("""{"basic":{"actions":{"github_pat":{"toServer":"block","toClient":"mask"}}}}""");
        var child = workspace.AddScripted().AnswerText("same");
        var gateway = workspace.OpenGuarded();

        var answer = gateway.Call("child_same", $$"""{"text":"{{Secrets.GitHub}}"}""");
        gateway.Call("child_same", """{"text":"marker"}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.GetProperty("result").GetProperty("isError").GetBoolean(), Is.True);
            Assert.That(RawClient.TextOf(answer), Does.Contain("Request blocked by gateway policy for tool 'child/same'.").And.Not.Contain(Secrets.GitHub));
            Assert.That(child.Received.Count(line => line.Contains("tools/call")), Is.EqualTo(1));
        }
    }

    [Test]
    public void A_kind_that_is_set_to_report_passes_and_is_counted()
    {
        using var workspace = new Workspace();
        workspace.Entry["plugins"] = JsonNode.Parse("""{"basic":{"actions":{"*":"report"}}}""");
        workspace.AddScripted().AnswerText("same", Secrets.Aws);
        var answer = workspace.OpenGuarded().Call("child_same");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(RawClient.TextOf(answer), Is.EqualTo(Secrets.Aws));
            Assert.That(Meta(answer, Note).GetProperty("aws_access_token").GetInt32(), Is.EqualTo(1));
        }
    }

    [Test]
    public void A_placeholder_that_was_shown_is_not_written_back()
    {
        using var workspace = new Workspace();
        var folder = workspace.AddSample("files", ("settings.txt", $"TOKEN={Secrets.HuggingFace}"));
        var gateway = workspace.OpenGuarded();
        var shown = gateway.CallText("files_read_file", """{"path":"settings.txt"}""");

        var answer = gateway.Call("files_write_file", $$"""{"path":"settings.txt","text":{{JsonValue.Create(shown).ToJsonString()}} }""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.GetProperty("result").GetProperty("isError").GetBoolean(), Is.True);
            Assert.That(RawClient.TextOf(answer), Does.Contain("placeholder"));
            Assert.That(File.ReadAllText(Path.Combine(folder, "settings.txt")), Is.EqualTo($"TOKEN={Secrets.HuggingFace}"));
        }
    }

    [Test]
    public void A_note_that_the_server_forged_is_taken_away()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().Answer("same", $$$"""{"_meta":{"mcp-gateway/guardrails":{"forged":9}},"content":[{"type":"text","text":"{{{Secrets.Aws}}}"}]}""");
        Assert.That(Meta(workspace.OpenGuarded().Call("child_same"), Note).GetRawText(), Is.EqualTo("""{"aws_access_token":1}"""));
    }

    [Test]
    public void A_message_whose_guardrail_is_too_slow_gets_the_failure_action_at_once()
    {
        using var workspace = new Workspace();
        workspace.Set("textGuardrailTimeout", 0.001);
        workspace.Set("textGuardrailTimeoutPerMegabyte", 0.0001);
        // The other action, block, would also withhold a tool whose entry is late on a busy machine.
        workspace.Entry["plugins"] = JsonNode.Parse("""{"basic":{"onFailure":{"timeout":"pass"}}}""");
        var text = string.Concat(Enumerable.Repeat("the token = and the key of hf_ ghp_ AKIA eyJ ", 400_000));
        workspace.AddScripted().AnswerText("big", text);
        Assert.That(workspace.OpenGuarded().CallText("child_big"), Is.EqualTo(text));
    }

    [Test]
    public void Values_are_never_logged()
    {
        using var workspace = new Workspace();
        workspace.Environment["LOGLEVEL"] = "TRACE";
        workspace.AddScripted().AnswerText("same", Secrets.HuggingFace);
        var log = workspace.PathOf("gateway.log");
        var gateway = workspace.Open("--enable-guardrails", "basic", "--log-file", log);
        gateway.Call("child_same", $$"""{"text":"{{Secrets.GitHub}}"}""");
        gateway.CloseInput();
        gateway.WaitForExit();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gateway.Error, Does.Not.Contain(Secrets.HuggingFace).And.Not.Contain(Secrets.GitHub));
            Assert.That(File.ReadAllText(log), Is.Not.Empty.And.Not.Contain(Secrets.HuggingFace).And.Not.Contain(Secrets.GitHub));
        }
    }
}
