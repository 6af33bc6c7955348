using System.Text.Json.Nodes;
using EndToEnd.Running;
using Gateway.Core.Tests.Plugins.Zoo;

namespace EndToEnd.Plugins;

public class ZooTests
{
    [Test]
    public void A_good_plugin_masks_beside_all_bad_ones_and_each_of_them_is_one_line_on_stderr()
    {
        using var workspace = new Workspace();
        foreach (var bad in BadPlugins.Scanned) bad.Make(workspace.Dropped());
        var (_, gateway) = workspace.OpenWith("Fish", "fish");
        Assert.That(gateway.CallText("child_same"), Is.EqualTo("a <FISH> swims"));
        var lines = gateway.Error.Split('\n').Where(line => line.Contains(" is left out: ", StringComparison.Ordinal)).ToList();
        Assert.That(lines, Has.Count.EqualTo(BadPlugins.Scanned.Count));
        foreach (var bad in BadPlugins.Scanned) Assert.That(lines, Has.Some.Contains($"{PlaceOf(workspace, bad)} is left out: {bad.Sentence}"), bad.Place);
    }

    [Test]
    public void A_bad_plugin_that_is_enabled_by_name_ends_the_start_with_its_sentence([Values] bool isLoaded)
    {
        foreach (var bad in isLoaded ? BadPlugins.Loaded : BadPlugins.Scanned)
        {
            using var workspace = new Workspace();
            workspace.AddScripted().AnswerText("same");
            workspace.Dropped().Add("Lingers");
            bad.Make(workspace.Dropped());
            var name = isLoaded ? bad.Enabled : Path.GetFileNameWithoutExtension(bad.Place);
            workspace.Entry["plugins"] = isLoaded ? new JsonObject { [name] = new JsonObject { ["options"] = JsonNode.Parse(bad.Options) } } : [];
            var result = workspace.Run("serve", "--plugin", name);
            var sentence = isLoaded
                ? $"mcp-gateway: the {(bad.IsTracer ? "tracer" : "guardrail")} '{name}' of {workspace.Dropped().File(bad.Place)} can't be used: {bad.Sentence}"
                : $"mcp-gateway: '{name}' of --plugin can't be used: {PlaceOf(workspace, bad)} is left out: {bad.Sentence}";
            using (Assert.EnterMultipleScope())
            {
                Assert.That(result.ExitCode, Is.EqualTo(2), bad.Place);
                Assert.That(result.Output, Is.Empty, bad.Place);
                Assert.That(result.Error.Split('\n'), Has.One.EqualTo(sentence), bad.Place);
                Assert.That(result.Error, Does.Not.Contain("\n   at "), bad.Place);
            }
        }
    }

    [Test]
    public void A_name_that_two_files_have_ends_the_start_with_both_places()
    {
        using var workspace = new Workspace();
        workspace.Dropped().Add("Fish").Copy(Path.Combine(ZooFolder.Built("Fish"), "Fish.dll"), "Other.dll");
        var result = workspace.Run("serve", "--enable-guardrails", "fish");
        Assert.That((result.ExitCode, result.Output), Is.EqualTo((2, "")));
        Assert.That(result.Error, Does.Contain("'fish' of --enable-guardrails was found more than once, in ").And.Contain(workspace.Dropped().File("Fish", "Fish.dll")).And.Contain(workspace.Dropped().File("Other.dll")));
    }

    [Test]
    public void A_plugin_with_a_native_library_masks_with_what_it_answered()
    {
        using var workspace = new Workspace();
        var (_, gateway) = workspace.OpenWith("Sqlite", "sqlite");
        Assert.That(gateway.CallText("child_same"), Is.EqualTo("a <SQLITE_42> swims"));
    }

    private static string PlaceOf(Workspace workspace, BadPlugin bad) => workspace.Dropped().File(bad.Place.Split('/')[0]);
}
