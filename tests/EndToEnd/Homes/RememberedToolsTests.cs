using System.Text.Json.Nodes;
using EndToEnd.Running;

namespace EndToEnd.Homes;

/// <summary>What a gateway remembers of a server from its last start, and when it must not.</summary>
[Platform("Linux,MacOsX", Reason = "the server is started by a shell script")]
public class RememberedToolsTests
{
    /// <summary>A server behind a script of its own, which was started once and ended.</summary>
    private static Workspace Remembering(bool isGuarded, out ScriptedChild child)
    {
        var workspace = new Workspace();
        workspace.Set("listTimeout", 0.5);
        child = workspace.AddScripted().AnswerText("it").Describe("it", $$$"""{"name":"it","description":"use {{{Secrets.GitHub}}}","inputSchema":{"type":"object"}}""");
        File.WriteAllText(workspace.PathOf("run.sh"), $"exec '{Built.Child}' '{workspace.PathOf("scripts-child")}'\n");
        child.Configuration["command"] = "/bin/sh";
        child.Configuration["args"] = new JsonArray(workspace.PathOf("run.sh"));
        var first = Start(workspace, isGuarded);
        Assert.That(first.CallText("child_it"), Is.EqualTo("done"));
        first.CloseInput();
        first.WaitForExit();
        child.On("start", "touch sleeping", "hang");
        return workspace;
    }

    private static RawClient Start(Workspace workspace, bool isGuarded) => isGuarded ? workspace.OpenGuarded() : workspace.Open();

    [TestCase(false)]
    [TestCase(true)]
    public void The_first_list_does_not_wait_for_a_server_that_is_known(bool isGuarded)
    {
        using var workspace = Remembering(isGuarded, out var child);
        var gateway = Start(workspace, isGuarded);
        var listed = gateway.Request("tools/list").GetRawText();
        child.AwaitFile("sleeping");
        Assert.That(listed, Does.Contain("child_it").And.Contain(isGuarded ? Secrets.GitHubMask : Secrets.GitHub));
        if (isGuarded) Assert.That(listed, Does.Not.Contain(Secrets.GitHub));
    }

    [Test]
    public void What_no_guardrail_has_seen_is_not_shown_to_who_is_guarded()
    {
        using var workspace = Remembering(isGuarded: false, out _);
        var gateway = workspace.OpenGuarded();
        var shown = gateway.Request("tools/list").GetRawText() + gateway.Request("tools/call", """{"name":"get_metadata"}""").GetRawText();
        Assert.That(shown, Does.Not.Contain("child_it").And.Not.Contain(Secrets.GitHub));
    }

    [Test]
    public void What_another_program_offered_is_not_shown()
    {
        using var workspace = Remembering(isGuarded: true, out _);
        File.AppendAllText(workspace.PathOf("run.sh"), "# another one\n");
        Assert.That(workspace.OpenGuarded().ListNames(), Does.Not.Contain("child_it"));
    }
}
