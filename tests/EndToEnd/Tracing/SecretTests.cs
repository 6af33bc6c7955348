using System.Text.Json;
using EndToEnd.Running;

namespace EndToEnd.Tracing;

/// <summary>What a guardrail knows is in no trace, wherever it was and whatever was done about it.</summary>
public class SecretTests
{
    private static readonly string[] Planted = [Secrets.GitHub, Secrets.HuggingFace, Secrets.Aws];

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    [TestCase("mask")]
    [TestCase("block")]
    [TestCase("report")]
    public void A_secret_in_arguments_results_and_errors_is_in_no_trace(string action)
    {
        using var traced = new TracedWorkspace(action);
        traced.Workspace.AddScripted()
            .AnswerText("plain")
            .Answer("result", $$"""{"content":[{"type":"text","text":{{Quoted(Secrets.HuggingFace)}}},{"type":"text","text":"second"}],"structuredContent":{"key":{{Quoted(Secrets.Aws)}} },"_meta":{"k":{{Quoted(Secrets.Aws)}} } }""")
            .On("call-error", $$$"""send {"jsonrpc":"2.0","id":{id},"error":{"code":-1,"message":{{{Quoted("failed with " + Secrets.GitHub)}}},"data":{"k":{{{Quoted(Secrets.HuggingFace)}}} } } }""")
            .On("call-die", $"stderr the token is {Secrets.HuggingFace}", "exit 3");
        var gateway = traced.Workspace.Start("--enable-guardrails", "basic", "--enable-tracing", "jsonl,xetrack");
        gateway.Write($$$"""{"jsonrpc":"2.0","id":"init","method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":{{{Quoted("client " + Secrets.GitHub)}}},"version":"1"} } }""");
        gateway.ReadAnswer("\"init\"");
        gateway.ListNames();
        gateway.Call("child_plain", $$"""{"token":{{Quoted(Secrets.GitHub)}},"deep":[{"{{Secrets.Aws}}":{{Quoted("x " + Secrets.HuggingFace)}}}]}""");
        gateway.Call("run_tool", $$"""{"server_name":"child","tool_name":"plain","arguments":{"token":{{Quoted(Secrets.GitHub)}} } }""");
        gateway.Call("child_result");
        gateway.Call("child_error");
        gateway.Call($"child_{Secrets.GitHub}");
        gateway.Call("child_die");
        gateway.CloseInput();
        gateway.WaitForExit();

        var all = traced.AllBytes();
        foreach (var secret in Planted) Assert.That(all, Does.Not.Contain(secret), action);
        Assert.That(traced.Lines, Has.Length.EqualTo(7), gateway.Error);
        Assert.That(all, Does.Contain(Secrets.GitHubMask).And.Contain("client <GITHUB"));
        Assert.That(string.Join('\n', traced.Lines), Does.Contain(action switch { "mask" => "\"masked\"", "block" => "\"blocked\"", _ => "\"reported\"" }));
        Assert.That(traced.Query("SELECT token FROM \"default\" WHERE token IS NOT NULL LIMIT 1"), Is.EqualTo(Secrets.GitHubMask));
        Assert.That(gateway.Error, Does.Not.Contain("no guardrail is enabled, so nothing masks"));
    }

    [Test]
    public void Without_a_guardrail_it_is_said_that_nothing_masks()
    {
        using var traced = new TracedWorkspace();
        traced.Workspace.AddScripted().AnswerText("plain");
        var gateway = traced.Open();
        gateway.AwaitError("no guardrail is enabled, so nothing masks the arguments and results that jsonl, xetrack records; add --enable-guardrails");
    }
}
