using EndToEnd.Running;

namespace EndToEnd.Servers;

public class StartTests
{
    private static void AssertOthersServe(RawClient gateway, string reason)
    {
        Assert.That(gateway.CallText("good_same"), Is.EqualTo("done"));
        var bad = gateway.Metadata().GetProperty("bad");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gateway.ListNames(), Does.Contain("good_same"));
            Assert.That(bad.GetProperty("status").GetString(), Is.EqualTo("error"));
            Assert.That(bad.GetProperty("error").GetString(), Does.Contain(reason));
        }

        Deadline.Until("the reason is on stderr", () => gateway.Error.Split('\n').Any(line => line.Contains("bad") && line.Contains(reason)));
    }

    private static Workspace WithGood(out ScriptedChild good)
    {
        var workspace = new Workspace();
        good = workspace.AddScripted("good").AnswerText("same");
        return workspace;
    }

    private static void AwaitFailure(RawClient gateway) =>
        Deadline.Until("the bad server has failed", () => gateway.Metadata().GetProperty("bad").GetProperty("state").GetString() == "failed");

    [Test]
    [Platform("Linux")]
    public void A_plain_start_loads_no_cryptography()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("echo");
        var gateway = workspace.OpenGuarded();
        gateway.CallText("child_echo");
        Assert.That(File.ReadAllText($"/proc/{gateway.ProcessId}/maps"), Does.Not.Contain("libcrypto"), "OpenSSL is four megabytes of every gateway");
    }

    [Test]
    public void A_server_that_ends_right_after_its_listing_has_failed()
    {
        using var workspace = WithGood(out _);
        workspace.AddScripted("bad").AnswerText("same").On("tools-list", """send {"jsonrpc":"2.0","id":{id},"result":{"tools":[{"name":"same","inputSchema":{}}]}}""", "exit 3");
        var gateway = workspace.OpenGuarded();
        AwaitFailure(gateway);
        Assert.That(gateway.CallText("good_same"), Is.EqualTo("done"));
        Assert.That(gateway.Call("bad_same").GetProperty("error").GetProperty("message").GetString(), Does.Contain("not available"));
    }

    [Test]
    public void A_server_that_ends_at_its_start_leaves_the_others_usable()
    {
        using var workspace = WithGood(out _);
        workspace.AddScripted("bad").On("start", "stderr no database", "exit 3");
        var gateway = workspace.OpenGuarded();
        AwaitFailure(gateway);
        AssertOthersServe(gateway, "no database");
        AssertOthersServe(gateway, "exit code 3");
    }

    [Test]
    public void A_command_that_does_not_exist_is_told_with_the_path_that_was_searched()
    {
        using var workspace = WithGood(out _);
        workspace.Add("bad", "no-such-command-at-all");
        var gateway = workspace.OpenGuarded();
        AwaitFailure(gateway);
        AssertOthersServe(gateway, "'no-such-command-at-all' was not found in PATH=");
    }

    [Test]
    public void A_server_that_hangs_at_its_start_is_given_up_and_the_listing_does_not_wait_for_it()
    {
        using var workspace = WithGood(out _);
        workspace.Set("listTimeout", 0.5);
        workspace.Set("startTimeout", 3);
        workspace.AddScripted("bad").On("start", "hang");
        var gateway = workspace.OpenGuarded();

        Assert.That(gateway.ListNames(), Does.Contain("good_same"));

        AwaitFailure(gateway);
        AssertOthersServe(gateway, "did not answer within 3 s");
    }

    [Test]
    public void A_server_that_refuses_to_initialize_is_told_masked()
    {
        using var workspace = WithGood(out _);
        workspace.AddScripted("bad").On("initialize", """send {"jsonrpc":"2.0","id":{id},"error":{"code":-32000,"message":"bad token TOKEN"}}""".Replace("TOKEN", Secrets.GitHub));
        var gateway = workspace.OpenGuarded();
        AwaitFailure(gateway);
        AssertOthersServe(gateway, "bad token " + Secrets.GitHubMask);
        Assert.That(gateway.Error, Does.Not.Contain(Secrets.GitHub));
    }

    [Test]
    public void A_revision_that_the_gateway_does_not_speak_is_told()
    {
        using var workspace = WithGood(out _);
        workspace.AddScripted("bad").On("initialize", """send {"jsonrpc":"2.0","id":{id},"result":{"protocolVersion":"1999-01-01","capabilities":{},"serverInfo":{"name":"old","version":"1"}}}""");
        var gateway = workspace.OpenGuarded();
        AwaitFailure(gateway);
        AssertOthersServe(gateway, "1999-01-01");
    }

    [Test]
    public void A_server_that_gives_the_same_cursor_forever_is_given_up()
    {
        using var workspace = WithGood(out _);
        workspace.AddScripted("bad").On("tools-list", """send {"jsonrpc":"2.0","id":{id},"result":{"tools":[],"nextCursor":"again"}}""");
        var gateway = workspace.OpenGuarded();
        AwaitFailure(gateway);
        AssertOthersServe(gateway, "the same cursor again and again");
    }

    [Test]
    public void A_variable_without_a_value_costs_its_own_server_only()
    {
        using var workspace = WithGood(out _);
        workspace.AddScripted("bad").Configuration["env"] = new System.Text.Json.Nodes.JsonObject { ["KEY"] = "${NO_SUCH_VARIABLE}" };
        var gateway = workspace.OpenGuarded();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gateway.CallText("good_same"), Is.EqualTo("done"));
            Assert.That(gateway.Metadata().GetProperty("bad").GetProperty("error").GetString(), Does.Contain("NO_SUCH_VARIABLE"));
        }

        gateway.AwaitError("NO_SUCH_VARIABLE");
    }

    [Test]
    public void A_disabled_server_is_not_started_and_that_is_said()
    {
        using var workspace = WithGood(out _);
        var bad = workspace.AddScripted("bad").AnswerText("same");
        bad.Configuration["disabled"] = true;
        var gateway = workspace.OpenGuarded();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gateway.ListNames(), Does.Not.Contain("bad_same"));
            Assert.That(gateway.Metadata().GetProperty("bad").GetProperty("status").GetString(), Is.EqualTo("inactive"));
            Assert.That(bad.HasStarted, Is.False);
        }
    }

    [Test]
    public void Initialize_waits_for_no_server()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().On("start", "hang");
        Assert.That(workspace.Start("--enable-guardrails", "basic").Initialize(), Does.Contain("serverInfo"));
    }

    [Test]
    public void A_call_waits_for_its_server_that_is_still_starting()
    {
        using var workspace = WithGood(out var good);
        good.On("start", "await-file go");
        var gateway = workspace.OpenGuarded();
        gateway.WriteCall("1", "good_same");
        Assert.That(gateway.Request("ping").GetProperty("result").GetRawText(), Is.EqualTo("{}"));
        good.Release("go");
        Assert.That(RawClient.TextOf(RawClient.Parse(gateway.ReadAnswer("1"))), Is.EqualTo("done"));
    }

    [Test]
    public void Without_a_guardrail_the_gateway_says_that_nobody_is_guarded()
    {
        using var workspace = WithGood(out _);
        var gateway = workspace.Open();
        gateway.AwaitError("no guardrail is enabled");
    }
}
