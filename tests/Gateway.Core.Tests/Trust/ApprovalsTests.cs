using Gateway.Core.Configuration;

namespace Gateway.Core.Tests.Trust;

public class ApprovalsTests
{
    private const string Node = "\"command\": \"node\", \"args\": [\"a.js\", \"-v\"]";

    private TrustFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    private static string? Reason(GatewayConfiguration configuration, string server = "a") => configuration.Servers.Single(one => one.Name == server).NeedsApproval;

    private static void AssertWaits(GatewayConfiguration configuration, params string[] words)
    {
        var reason = Reason(configuration);
        Assert.That(reason, Is.Not.Null);
        foreach (var word in words) Assert.That(reason, Does.Contain(word));
    }

    [Test]
    public void The_first_use_of_a_repositorys_file_is_pinned_without_a_word()
    {
        var used = _folder.Use(_folder.Repository, TrustFolder.Json(("a", Node)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Reason(used), Is.Null);
            Assert.That(_folder.Told, Is.Empty);
            Assert.That(_folder.Pinned, Does.Contain("a.js"));
        }
    }

    [TestCase("\"command\": \"bash\", \"args\": [\"a.js\", \"-v\"]", "command")]
    [TestCase("\"command\": \"node\", \"args\": [\"b.js\", \"-v\"]", "args[0]")]
    [TestCase("\"command\": \"node\", \"args\": [\"a.js\"]", "args[1]")]
    [TestCase("\"command\": \"node\", \"args\": [\"a.js\", \"-v\", \"-x\"]", "args[2]")]
    [TestCase("\"command\": \"node\", \"args\": [\"a.js\", \"-v\"], \"cwd\": \"/\"", "cwd")]
    [TestCase("\"command\": \"node\", \"args\": [\"a.js\", \"-v\"], \"env\": {\"NODE_OPTIONS\": \"--require=evil-value\"}", "env.NODE_OPTIONS")]
    [TestCase("\"command\": \"node\", \"args\": [\"a.js\", \"-v\"], \"env\": {\"PATH\": null}", "env.PATH")]
    [TestCase("\"command\": \"node\", \"args\": [\"a.js\", \"-v\"], \"inheritEnv\": true", "inheritEnv")]
    [TestCase("\"url\": \"https://evil.example/mcp\"", "url")]
    public void A_change_in_a_work_tree_waits_and_names_its_place_but_no_value(string changed, string place)
    {
        _folder.Use(_folder.Repository, TrustFolder.Json(("a", Node), ("b", Node)));
        var used = _folder.Use(_folder.Repository, TrustFolder.Json(("a", changed), ("b", Node)));
        AssertWaits(used, place, "changed in", "work tree", "mcp-gateway trust --accept a --mcp-json-path");
        Assert.That(Reason(used), Does.Not.Contain("evil"));
        Assert.That(Reason(used, "b"), Is.Null, "the other one is as it was");
    }

    [TestCase("\"url\": \"https://a.example/mcp?k=2\"", "url")]
    [TestCase("\"url\": \"https://a.example/mcp?k=1\", \"type\": \"sse\"", "type")]
    [TestCase("\"url\": \"https://a.example/mcp?k=1\", \"headers\": {\"X-Key\": \"${HOME}\"}", "headers.X-Key")]
    [TestCase("\"url\": \"https://a.example/mcp?k=1\", \"oauth\": {\"clientId\": \"x\"}", "oauth.clientId")]
    [TestCase("\"command\": \"node\"", "command")]
    public void A_change_of_a_remote_server_waits(string changed, string place)
    {
        _folder.Variables["HOME"] = "/h";
        _folder.Use(_folder.Repository, TrustFolder.Json(("a", "\"url\": \"https://a.example/mcp?k=1\"")));
        AssertWaits(_folder.Use(_folder.Repository, TrustFolder.Json(("a", changed))), place);
    }

    [Test]
    public void A_new_server_in_a_known_file_of_a_work_tree_waits_alone()
    {
        _folder.Use(_folder.Repository, TrustFolder.Json(("b", Node)));
        var used = _folder.Use(_folder.Repository, TrustFolder.Json(("a", Node), ("b", Node)));
        AssertWaits(used, "it is new in");
        Assert.That(Reason(used, "b"), Is.Null);
    }

    [Test]
    public void A_file_that_was_used_without_servers_is_a_known_one()
    {
        _folder.Use(_folder.Repository, TrustFolder.Json());
        AssertWaits(_folder.Use(_folder.Repository, TrustFolder.Json(("a", Node))), "it is new in");
    }

    [Test]
    public void What_waits_is_not_pinned_by_waiting()
    {
        _folder.Use(_folder.Repository, TrustFolder.Json(("a", Node)));
        var changed = TrustFolder.Json(("a", "\"command\": \"bash\""));
        for (var use = 0; use < 3; use++) AssertWaits(_folder.Use(_folder.Repository, changed), "command");
        Assert.That(Reason(_folder.Use(_folder.Repository, TrustFolder.Json(("a", Node)))), Is.Null, "it is as it was trusted again");
    }

    [Test]
    public void A_change_in_a_file_of_the_users_own_is_trusted_with_one_line()
    {
        _folder.Use(_folder.Private, TrustFolder.Json(("a", Node)));
        var changed = TrustFolder.Json(("a", "\"command\": \"node\", \"args\": [\"b.js\", \"-v\"]"));
        Assert.That(Reason(_folder.Use(_folder.Private, changed)), Is.Null);
        Assert.That(_folder.Told.Single(), Does.Contain("server 'a': args[0] changed in").And.Not.Contain("b.js"));
        _folder.Use(_folder.Private, changed);
        Assert.That(_folder.Told, Is.Empty, "told once");
    }

    [Test]
    public void A_server_that_was_switched_off_at_first_use_waits_when_it_is_switched_on()
    {
        _folder.Use(_folder.Repository, TrustFolder.Json(("a", Node + ", \"disabled\": true")));
        AssertWaits(_folder.Use(_folder.Repository, TrustFolder.Json(("a", Node))), "it is new in");
    }

    [Test]
    public void Switching_a_trusted_server_off_and_on_changes_nothing()
    {
        _folder.Use(_folder.Repository, TrustFolder.Json(("a", Node)));
        _folder.Use(_folder.Repository, TrustFolder.Json(("a", Node + ", \"disabled\": true")));
        Assert.That(Reason(_folder.Use(_folder.Repository, TrustFolder.Json(("a", Node + ", \"timeout\": 5000")))), Is.Null);
    }

    [Test]
    public void Two_files_with_a_server_of_the_same_name_have_pins_of_their_own()
    {
        _folder.Use(_folder.Repository, TrustFolder.Json(("a", Node)), "one.json");
        Assert.That(Reason(_folder.Use(_folder.Repository, TrustFolder.Json(("a", "\"command\": \"bash\"")), "two.json")), Is.Null, "the first use of that file");
        Assert.That(Reason(_folder.Use(_folder.Repository, TrustFolder.Json(("a", Node)), "one.json")), Is.Null);
        AssertWaits(_folder.Use(_folder.Repository, TrustFolder.Json(("a", Node)), "two.json"), "command");
    }

    [Test]
    public void Another_order_of_keys_changes_nothing()
    {
        _folder.Use(_folder.Repository, TrustFolder.Json(("a", "\"command\": \"node\", \"env\": {\"A\": \"1\", \"B\": \"2\"}")));
        Assert.That(Reason(_folder.Use(_folder.Repository, TrustFolder.Json(("a", "\"env\": {\"B\": \"2\", \"A\": \"1\"}, \"command\": \"node\"")))), Is.Null);
        AssertWaits(_folder.Use(_folder.Repository, TrustFolder.Json(("a", "\"env\": {\"B\": \"1\", \"A\": \"2\"}, \"command\": \"node\""))), "env.B, env.A changed");
    }

    [Test]
    public void Doubled_members_cannot_hide_a_change_behind_their_twin()
    {
        const string Remote = "\"url\": \"https://a.example/\", \"oauth\": {FIRST\"clientId\": \"x\"}";
        _folder.Use(_folder.Repository, TrustFolder.Json(("a", Remote.Replace("FIRST", ""))));
        AssertWaits(_folder.Use(_folder.Repository, TrustFolder.Json(("a", Remote.Replace("FIRST", "\"clientId\": \"evil\", ")))), "oauth.clientId");
    }

    [Test]
    public void A_command_to_copy_quotes_what_others_wrote()
    {
        _folder.Use(_folder.Repository, TrustFolder.Json());
        var reason = _folder.Use(_folder.Repository, TrustFolder.Json(("x'; rm -rf $HOME #", Node))).Servers.Single().NeedsApproval;
        Assert.That(reason, Does.Contain("--accept 'x'\\''; rm -rf $HOME #' --mcp-json-path"));
    }
}
