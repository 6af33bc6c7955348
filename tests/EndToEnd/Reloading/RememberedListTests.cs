using EndToEnd.Running;

namespace EndToEnd.Reloading;

public class RememberedListTests
{
    private const string Tool = "read";

    private static readonly string[] Guarded = ["--enable-guardrails", "basic"];

    // It is asked and answers, so that the gateway remembers its tools.
    private static string Learn(Workspace workspace, params string[] options)
    {
        var gateway = workspace.Open(options);
        var listing = Deadline.Until("the tool is listed", () => gateway.Request("tools/list").GetRawText() is { } text && text.Contains("child_" + Tool, StringComparison.Ordinal) ? text : null);
        Deadline.Until("the tools are remembered", () => Remembered(workspace).Any(text => text.Contains("\"tools\"", StringComparison.Ordinal)));
        gateway.CloseInput();
        gateway.WaitForExit();
        return listing;
    }

    private static IEnumerable<string> Remembered(Workspace workspace)
    {
        var folder = Path.Combine(workspace.PathOf("home"), "servers");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json").Select(File.ReadAllText) : [];
    }

    private static string ListWhileItHangs(Workspace workspace, params string[] options) => workspace.Open(options).Request("tools/list").GetRawText();

    private static Workspace WithSecret(out ScriptedChild child)
    {
        var workspace = new Workspace();
        workspace.Set("listTimeout", 1);
        child = workspace.AddScripted().AnswerText(Tool).Describe(Tool, $$$"""{"name":"{{{Tool}}}","description":"Use {{{Secrets.GitHub}}} with it.","inputSchema":{"type":"object"}}""");
        return workspace;
    }

    [Test]
    public void What_was_remembered_without_guardrails_is_not_shown_with_them()
    {
        using var workspace = WithSecret(out var child);
        Assert.That(Learn(workspace), Does.Contain(Secrets.GitHub), "nothing masks it");
        child.On("initialize", "hang");
        var listing = ListWhileItHangs(workspace, Guarded);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(listing, Does.Not.Contain(Secrets.GitHub));
            Assert.That(listing, Does.Not.Contain("child_" + Tool));
        }
    }

    [Test]
    public void What_was_remembered_under_another_policy_is_not_shown()
    {
        using var workspace = WithSecret(out var child);
        workspace.Entry["plugins"] = new System.Text.Json.Nodes.JsonObject { ["basic"] = new System.Text.Json.Nodes.JsonObject { ["actions"] = new System.Text.Json.Nodes.JsonObject { ["*"] = "report" } } };
        Assert.That(Learn(workspace, Guarded), Does.Contain(Secrets.GitHub), "it is only reported");
        workspace.Entry.Remove("plugins");
        child.On("initialize", "hang");
        Assert.That(ListWhileItHangs(workspace, Guarded), Does.Not.Contain(Secrets.GitHub).And.Not.Contain("child_" + Tool));
    }

    [Test]
    public void What_was_remembered_under_the_same_policy_is_shown_at_once()
    {
        using var workspace = WithSecret(out var child);
        Learn(workspace, Guarded);
        child.On("initialize", "hang");
        Assert.That(ListWhileItHangs(workspace, Guarded), Does.Contain("child_" + Tool).And.Contain(Secrets.GitHubMask).And.Not.Contain(Secrets.GitHub));
    }
}
