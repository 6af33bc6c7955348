using EndToEnd.Running;

namespace EndToEnd.Servers;

/// <summary>A server that all sessions share, behind a gateway that has one: there it must be like any other.</summary>
public class SharedServerTests
{
    private const string Everything = """{"sampling":{},"elicitation":{},"roots":{"listChanged":true}}""";

    private static (RawClient Gateway, ScriptedChild Child) Open(Workspace workspace, Func<ScriptedChild, ScriptedChild> play)
    {
        var child = play(workspace.AddScripted());
        child.Configuration["instances"] = "shared";
        var gateway = workspace.Start("--enable-guardrails", "basic");
        gateway.Initialize(capabilities: Everything);
        return (gateway, child);
    }

    [Test]
    public void It_takes_calls_and_tells_of_them_and_cannot_ask()
    {
        using var workspace = new Workspace();
        var (gateway, child) = Open(workspace, child => child.AnswerText("same").AnswerText("leak", Secrets.GitHub).On(
            "call-ask",
            """send {"jsonrpc":"2.0","id":"asked","method":"roots/list"}""",
            "await \"asked\"",
            """send {"jsonrpc":"2.0","method":"notifications/message","params":{"level":"warning","data":"a line of the call"}}""",
            """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":{awaited}}]}}"""));
        Assert.That(gateway.ListNames(), Does.Contain("child_same"));
        Assert.That(gateway.CallText("child_same"), Is.EqualTo("done"));
        Assert.That(gateway.CallText("child_leak"), Is.EqualTo(Secrets.GitHubMask));
        gateway.WriteCall("1", "child_ask");
        List<string> others = [];
        Assert.That(gateway.ReadAnswer("1", others), Does.Contain("-32601"));
        Assert.That(others, Has.Some.Contains("a line of the call"));
        Assert.That(child.AwaitReceived("\"initialize\""), Does.Contain("\"capabilities\":{}"));
    }

    [Test]
    public void It_is_started_again_when_it_ends_and_says_why()
    {
        using var workspace = new Workspace();
        var (gateway, child) = Open(workspace, child => child.AnswerText("same").On("call-die", "stderr no more", "exit 7"));
        gateway.ListNames();
        Assert.That(gateway.Call("child_die").GetRawText(), Does.Contain("exit code 7").And.Contain("no more"));
        Assert.That(gateway.CallText("child_same"), Is.EqualTo("done"));
        Assert.That(child.Starts, Has.Length.EqualTo(2));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void It_ends_with_the_gateway(bool isSignalled)
    {
        using var workspace = new Workspace();
        var (gateway, child) = Open(workspace, child => child.AnswerText("same"));
        gateway.ListNames();
        var id = child.ProcessId;
        if (isSignalled) gateway.Signal(15);
        else gateway.CloseInput();
        gateway.WaitForExit(TimeSpan.FromSeconds(10));
        Deadline.Until("the child has ended", () => !Processes.IsRunning(id), TimeSpan.FromSeconds(10));
    }
}
