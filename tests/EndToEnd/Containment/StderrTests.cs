using EndToEnd.Running;

namespace EndToEnd.Containment;

public class StderrTests
{
    private static string LogOf(Workspace workspace, string server) => Path.Combine(workspace.Environment["MCP_GATEWAY_HOME"], "logs", "servers", server + ".log");

    private static string AwaitLog(Workspace workspace, string server, string text) => Deadline.Until($"the log has '{text}'", () =>
        File.Exists(LogOf(workspace, server)) && File.ReadAllText(LogOf(workspace, server)) is var log && log.Contains(text, StringComparison.Ordinal) ? log : null);

    [Test]
    public void It_is_kept_masked_with_the_time()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().On("start", $"stderr the token is {Secrets.GitHub} at the start").On("call-say", $"stderr and {Secrets.GitHub} in a call", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":"said"}]}}""");
        workspace.AddScripted("silent").AnswerText("same");
        var gateway = workspace.OpenGuarded();
        Assert.That(gateway.CallText("child_say"), Is.EqualTo("said"));
        Assert.That(gateway.CallText("silent_same"), Is.EqualTo("done"));
        AwaitLog(workspace, "child", "at the start");
        var log = AwaitLog(workspace, "child", "in a call");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(log, Does.Not.Contain(Secrets.GitHub).And.Contain($"the token is {Secrets.GitHubMask} at the start").And.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \[\d+\] "));
            Assert.That(File.Exists(LogOf(workspace, "silent")), Is.False);
        }
    }

    [Test]
    public void What_a_server_says_at_its_end_is_kept_too()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same").On("end", "stderr good bye");
        var gateway = workspace.Open();
        gateway.ListNames();
        gateway.CloseInput();
        gateway.WaitForExit();
        Assert.That(File.ReadAllText(LogOf(workspace, "child")), Does.Contain("good bye"));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void A_flood_slows_no_call_and_fills_no_disk()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().AnswerText("same");
        var folder = child.Configuration["args"]![0]!.GetValue<string>();
        child.Configuration["command"] = "sh";
        child.Configuration["args"] = new System.Text.Json.Nodes.JsonArray("-c", "(yes a flood of words | head -c 300000000 >&2; touch \"$1/flooded\") & exec \"$0\" \"$1\"", Built.Child, folder);
        var gateway = workspace.OpenGuarded();
        for (var n = 0; n < 50; n++) Assert.That(gateway.CallText("child_same"), Is.EqualTo("done"));
        child.AwaitFile("flooded");
        AwaitLog(workspace, "child", "line(s) dropped");
        Assert.That(new FileInfo(LogOf(workspace, "child")).Length, Is.LessThan(2_000_000));
        Assert.That(gateway.PeakMemory, Is.LessThan(300L << 20));
    }
}
