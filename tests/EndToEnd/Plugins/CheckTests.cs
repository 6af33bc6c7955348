using EndToEnd.Running;
using Gateway.Core.Tests.Plugins.Zoo;

namespace EndToEnd.Plugins;

public class CheckTests
{
    [Test]
    public void A_good_plugin_is_described_and_fine_and_runs_no_code([Values("Initializes", "Initializes/Initializes.dll")] string path)
    {
        using var workspace = new Workspace();
        workspace.Dropped().Add("Initializes");
        var result = workspace.RunBare("plugins", "check", workspace.Dropped().File(path));
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        Assert.That(result.Output, Is.EqualTo($"""
            plugin    {workspace.Dropped().File("Initializes")}
            guardrail initializes (Gateway.Plugins.Initializes.InitializesGuardrail, Both, order 100)
            version   0.1.0
            contract  1.0 (this gateway has 1.0)
            files     4 that this machine would load
            result    fine

            """));
        Assert.That(Directory.GetFiles(workspace.Folder, "*.ran", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public void Each_bad_plugin_gives_the_sentence_that_a_gateway_gives()
    {
        foreach (var bad in BadPlugins.Scanned)
        {
            using var workspace = new Workspace();
            bad.Make(workspace.Dropped());
            var result = workspace.RunBare("plugins", "check", workspace.Dropped().File(bad.Place.Split('/')[0]));
            Assert.That(result.ExitCode, Is.EqualTo(2), bad.Place);
            Assert.That(result.Output, Does.Contain($"problem   {bad.Sentence}\nresult    1 problem\n"), bad.Place);
        }
    }

    [Test]
    public void What_only_loading_shows_is_shown_by_loading()
    {
        // A library of an older version is told without loading: that it has what is called can't be known.
        foreach (var bad in BadPlugins.Loaded.Where(bad => bad.Options == "{}" && bad.Enabled != "uses-conflict-2"))
        {
            using var workspace = new Workspace();
            bad.Make(workspace.Dropped());
            var result = workspace.RunBare("plugins", "check", "--load", workspace.Dropped().File(bad.Place));
            Assert.That(result.ExitCode, Is.EqualTo(2), bad.Place);
            Assert.That(result.Output, Does.Contain(bad.Sentence), bad.Place);
        }
    }

    [Test]
    public void Every_problem_is_told_and_not_the_first_only()
    {
        using var workspace = new Workspace();
        workspace.Dropped().Add("UsesConflict1").Delete("UsesConflict1/Conflict.dll").SetContract("UsesConflict1/UsesConflict1.dll", 3, 0);
        File.CreateSymbolicLink(workspace.Dropped().File("UsesConflict1", "link.txt"), "../../secret.txt");
        var result = workspace.RunBare("plugins", "check", workspace.Dropped().File("UsesConflict1"));
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Output, Does.Contain("built for version 3.0").And.Contain("is a link that leaves the plugin").And.Contain("its dependency Conflict 1.0.0.0 is missing").And.Contain("result    3 problems"));
    }

    [Test]
    public void Loading_takes_the_options_of_a_configuration()
    {
        using var workspace = new Workspace();
        workspace.Dropped().Add("Fish");
        File.WriteAllText(workspace.PathOf("gateway.json"), """{"plugins":{"fish":{"options":{"word":7}}}}""");
        var dll = workspace.Dropped().File("Fish", "Fish.dll");
        Assert.That(workspace.RunBare("plugins", "check", dll, "--load").Output, Does.EndWith("result    fine: it was loaded and created\n"));
        Assert.That(workspace.RunBare("plugins", "check", dll, "--load", "--config", workspace.PathOf("gateway.json")).Output, Does.Contain("the option 'word' must be a string, not a number"));
    }

    [Test]
    public void A_native_library_that_is_missing_is_told()
    {
        using var workspace = new Workspace();
        Directory.Delete(workspace.Dropped().Add("Sqlite").File("Sqlite", "runtimes"), recursive: true);
        var result = workspace.RunBare("plugins", "check", "--load", workspace.Dropped().File("Sqlite"));
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Output, Does.Contain("a native library that it needs is missing; publish it for this machine and keep its runtimes folder"));
    }

    [Test]
    public void What_is_not_there_is_one_sentence()
    {
        using var workspace = new Workspace();
        var result = workspace.RunBare("plugins", "check", "nowhere.dll");
        Assert.That((result.ExitCode, result.Output), Is.EqualTo((2, "")));
        Assert.That(result.Error, Does.Contain("there is no file or folder").And.Contain("nowhere.dll"));
    }
}
