using System.Text.Json;
using EndToEnd.Running;
using Gateway.Core.Tests.Plugins.Zoo;

namespace EndToEnd.Plugins;

public class LockTests
{
    [Test]
    public void A_locked_plugin_masks_and_the_lock_is_the_users_alone_and_the_same_bytes_every_time()
    {
        using var workspace = new Workspace();
        workspace.Dropped().Add("Fish").Add("Sqlite");
        var first = Lock(workspace);
        var bytes = File.ReadAllBytes(LockOf(workspace));
        var second = Lock(workspace);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Output, Does.StartWith("added   Fish: 4 files\nadded   Sqlite: ").And.Contain("plugins.lock: 2 plugins."));
            Assert.That(second.Output, Does.Match(@"^\S+plugins\.lock: 2 plugins\."));
            Assert.That(File.ReadAllBytes(LockOf(workspace)), Is.EqualTo(bytes));
            Assert.That(JsonDocument.Parse(bytes).RootElement.GetProperty("plugins").GetProperty("Sqlite").TryGetProperty("runtimes/osx-arm64/native/libe_sqlite3.dylib", out _), Is.True, "also what other machines load");
            if (!OperatingSystem.IsWindows()) Assert.That(File.GetUnixFileMode(LockOf(workspace)), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }

        workspace.AddScripted().AnswerText("same", "a swordfish swims");
        Assert.That(workspace.Open("--enable-guardrails", "fish,sqlite").CallText("child_same"), Is.EqualTo("a <FISH> swims"));
        Assert.That(workspace.RunBare("plugins", "lock", "--check").ExitCode, Is.Zero);
    }

    [TestCase("Fish/Fish.dll", true, "Fish.dll changed since plugins.lock was written")]
    [TestCase("Fish/Fish.deps.json", true, "Fish.deps.json changed since plugins.lock was written")]
    [TestCase("Fish/new.txt", true, "new.txt is not in plugins.lock")]
    [TestCase("Fish/Fish.pdb", false, "Fish.pdb is in plugins.lock and not there any more")]
    public void A_plugin_that_is_not_as_it_was_is_refused_until_it_is_locked_again(string file, bool isWritten, string what)
    {
        using var workspace = new Workspace();
        workspace.Dropped().Add("Fish").Add("Strays");
        Lock(workspace);
        if (isWritten) File.AppendAllText(workspace.Dropped().File(file), " ");
        else workspace.Dropped().Delete(file);
        var folder = workspace.Dropped().File("Fish");
        var sentence = $"{folder} is left out: its file {what}; look at it, then run mcp-gateway plugins lock --plugins-dir {workspace.Dropped().Path}";
        using (Assert.EnterMultipleScope())
        {
            AssertRefused(workspace.Run("serve", "--enable-guardrails", "fish"), $"'fish' of --enable-guardrails can't be used: {sentence}");
            AssertRefused(workspace.Run("serve", "--enable-guardrails"), $"'all' of --enable-guardrails can't be used: {sentence}");
            AssertRefused(workspace.RunBare("plugins", "lock", "--check"), sentence);
            Assert.That(workspace.RunBare("plugins", "list").Error, Does.Contain(sentence));
            Assert.That(Lock(workspace).Output, Does.StartWith($"changed Fish: {Path.GetFileName(file)} "));
            Assert.That(workspace.RunBare("plugins", "lock", "--check").ExitCode, Is.Zero);
        }
    }

    [Test]
    public void An_unknown_plugin_is_refused_and_the_locked_ones_run()
    {
        using var workspace = new Workspace();
        workspace.Dropped().Add("Fish");
        Lock(workspace);
        workspace.Dropped().Add("Strays").Copy(Path.Combine(ZooFolder.Built("Lingers"), "Lingers.dll"), "Lingers.dll");
        foreach (var (name, place) in (ReadOnlySpan<(string, string)>)[("strays", "Strays"), ("blocks", "Lingers.dll")])
            AssertRefused(workspace.Run("serve", "--enable-guardrails", name), $"'{name}' of --enable-guardrails can't be used: {workspace.Dropped().File(place)} is left out: it is not in plugins.lock; look at it, then run mcp-gateway plugins lock");
        workspace.AddScripted().AnswerText("same", "a swordfish swims");
        Assert.That(workspace.Open("--enable-guardrails", "fish").CallText("child_same"), Is.EqualTo("a <FISH> swims"));
    }

    [Test]
    public void A_plugin_that_is_gone_is_told_and_all_is_no_longer_what_it_was()
    {
        using var workspace = new Workspace();
        workspace.Dropped().Add("Fish").Add("Strays");
        Lock(workspace);
        Directory.Delete(workspace.Dropped().File("Fish"), recursive: true);
        var sentence = $"{workspace.Dropped().File("Fish")} is left out: it is in plugins.lock and not there any more; put it back, or run mcp-gateway plugins lock";
        AssertRefused(workspace.Run("serve", "--enable-guardrails", "all"), sentence);
        AssertRefused(workspace.Run("serve", "--enable-guardrails", "fish"), sentence);
        Assert.That(Lock(workspace).Output, Does.StartWith("removed Fish\n"));
    }

    [TestCase("", "it is damaged")]
    [TestCase("{", "it is damaged")]
    [TestCase("[]", "it is damaged")]
    [TestCase("""{"version":1}""", "it is damaged")]
    [TestCase("""{"version":1,"plugins":{},"more":1}""", "it is damaged")]
    [TestCase("""{"version":1,"plugins":{"Fish":{"Fish.dll":"abc"}}}""", "it is damaged")]
    [TestCase("""{"version":1,"plugins":{"Fish":{}}}""", "it is damaged")]
    [TestCase("""{"version":1,"plugins":{},"plugins":{}}""", "it is damaged")]
    [TestCase("""{"version":2,"plugins":{}}""", "a newer gateway wrote it")]
    [TestCase(null, "it is no plain file")]
    public void A_lock_that_cant_be_read_closes_its_folder(string? text, string why)
    {
        using var workspace = new Workspace();
        workspace.Dropped().Add("Fish");
        if (text is null) Directory.CreateDirectory(LockOf(workspace));
        else File.WriteAllText(LockOf(workspace), text);
        var sentence = $"{workspace.Dropped().Path} is left out: its plugins.lock can't be used ({why}); restore it, or look at the plugins and run mcp-gateway plugins lock --plugins-dir {workspace.Dropped().Path}";
        AssertRefused(workspace.Run("serve", "--enable-guardrails", "fish"), sentence);
        AssertRefused(workspace.Run("serve", "--enable-guardrails", "all"), sentence);
        AssertRefused(workspace.RunBare("plugins", "lock", "--check"), sentence);
    }

    [Test]
    public void A_folder_without_plugins_lock_is_said_to_have_none()
    {
        using var workspace = new Workspace();
        workspace.Dropped().Add("Fish");
        AssertRefused(workspace.RunBare("plugins", "lock", "--check"), "has no plugins.lock; write one with mcp-gateway plugins lock");
        AssertRefused(workspace.RunBare("plugins", "lock", "--plugins-dir", workspace.PathOf("nowhere")), "does not exist");
    }

    private static CommandResult Lock(Workspace workspace)
    {
        var result = workspace.RunBare("plugins", "lock");
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        return result;
    }

    private static string LockOf(Workspace workspace) => workspace.Dropped().File("plugins.lock");

    private static void AssertRefused(CommandResult result, string sentence)
    {
        Assert.That((result.ExitCode, result.Output), Is.EqualTo((2, "")));
        Assert.That(result.Error, Does.Contain(sentence));
    }

    [Test]
    public void What_a_lock_names_makes_no_log_lines_of_its_own()
    {
        using var workspace = new Workspace();
        workspace.Dropped().Write("plugins.lock", $$$"""{"version":1,"plugins":{"x\n00:00:00.000 INFO  forged \u001b[2J":{"x.dll":"{{{new string('0', 64)}}}"} } }""");
        var result = workspace.RunBare("guardrails", "test", "-p", "basic", "text");
        Assert.That(result.Error, Does.Contain("x 00:00:00.000 INFO  forged \\u001b[2J is left out"));
        Assert.That(result.Error, Does.Not.Contain("\u001b"));
        Assert.That(result.Error.Split('\n'), Has.None.StartsWith("00:00:00.000"));
    }
}
