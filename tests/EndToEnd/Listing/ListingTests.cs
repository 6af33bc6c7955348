using EndToEnd.Running;

namespace EndToEnd.Listing;

public class ListingTests
{
    private static readonly string[] Own = ["get_metadata", "run_tool"];

    [Test]
    public void The_tools_of_all_servers_are_listed_under_prefixed_names_and_called_by_them()
    {
        using var workspace = new Workspace();
        workspace.AddScripted("one").AnswerText("same", "of one");
        workspace.AddScripted("two").AnswerText("same", "of two");
        var gateway = workspace.OpenGuarded();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gateway.ListNames(), Is.EqualTo((string[])[.. Own, "one_same", "two_same"]));
            Assert.That(gateway.CallText("one_same"), Is.EqualTo("of one"));
            Assert.That(gateway.CallText("two_same"), Is.EqualTo("of two"));
        }
    }

    [Test]
    public void The_listing_is_the_same_bytes_for_every_start_order()
    {
        Assert.That(Listing("two"), Is.EqualTo(Listing("one")));

        static string Listing(string late)
        {
            using var workspace = new Workspace();
            var children = new[] { workspace.AddScripted("one").AnswerText("a").AnswerText("b"), workspace.AddScripted("two").AnswerText("a") };
            var (first, second) = late == "two" ? (0, 1) : (1, 0);
            children[second].On("start", "await-file go");
            var gateway = workspace.OpenGuarded();
            gateway.Call(first == 0 ? "one_a" : "two_a");
            children[second].Release("go");
            return gateway.Request("tools/list").GetRawText();
        }
    }

    [Test]
    public void All_pages_of_a_server_are_on_the_gateways_one_page()
    {
        using var workspace = new Workspace();
        workspace.AddScripted()
            .On("tools-list", """send {"jsonrpc":"2.0","id":{id},"result":{"tools":[{"name":"first","inputSchema":{"type":"object"}}],"nextCursor":"page two"}}""")
            .On("tools-list-page two", """send {"jsonrpc":"2.0","id":{id},"result":{"tools":[{"name":"second","inputSchema":{"type":"object"}}]}}""");
        var result = workspace.OpenGuarded().Request("tools/list").GetProperty("result");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()), Is.EqualTo((string[])[.. Own, "child_first", "child_second"]));
            Assert.That(result.TryGetProperty("nextCursor", out _), Is.False);
        }
    }

    [Test]
    public void A_tools_entry_keeps_its_bytes_but_for_the_name()
    {
        using var workspace = new Workspace();
        var entry = """{"title" : "T\u00e9","name":"same","inputSchema":{"type":"object","x":1.0},"unknown":[null]}""";
        workspace.AddScripted().AnswerText("same").Describe("same", entry);
        Assert.That(workspace.OpenGuarded().Request("tools/list").GetRawText(), Does.Contain(entry.Replace("\"same\"", "\"child_same\"")));
    }

    [Test]
    public void A_changed_list_of_a_server_is_announced_and_listed()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted();
        child.On("call-grow", "touch called", "await-file go", """send {"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[]}}""");
        var gateway = workspace.OpenGuarded();
        Assert.That(gateway.ListNames(), Is.EqualTo((string[])[.. Own, "child_grow"]));

        gateway.WriteCall("1", "child_grow");
        child.AwaitFile("called");
        child.AnswerText("new");
        child.Release("go");
        gateway.ReadMethod("notifications/tools/list_changed");

        Assert.That(gateway.ListNames(), Is.EqualTo((string[])[.. Own, "child_grow", "child_new"]));
    }

    [Test]
    public void A_flood_of_changed_lists_asks_the_server_once_at_a_time_and_holds_nobody_up()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted();
        child.On("call-flood", """repeat 2000 {"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[]}}""");
        child.On("tools-list", "await-file go", """send {"jsonrpc":"2.0","id":{id},"result":{"tools":[{"name":"flood","inputSchema":{}}]}}""");
        child.Release("go");
        var gateway = workspace.OpenGuarded();
        gateway.ListNames();
        File.Delete(Path.Combine(workspace.PathOf("scripts-child"), "go"));

        gateway.Call("child_flood");
        gateway.Metadata();
        child.Release("go");
        gateway.Call("child_flood");

        Assert.That(child.Received.Count(line => line.Contains("tools/list", StringComparison.Ordinal)), Is.LessThan(20));
    }

    [Test]
    public void Plain_names_are_the_servers_own()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same");
        var gateway = workspace.Open("--enable-guardrails", "basic", "--tool-names", "plain");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gateway.ListNames(), Is.EqualTo((string[])[.. Own, "same"]));
            Assert.That(gateway.CallText("same"), Is.EqualTo("done"));
        }
    }

    [TestCase("tools", "child_same")]
    [TestCase("meta", "get_metadata", "run_tool")]
    [TestCase("both", "get_metadata", "run_tool", "child_same")]
    public void Expose_says_what_is_listed(string expose, params string[] names)
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same");
        Assert.That(workspace.Open("--enable-guardrails", "basic", "--expose", expose).ListNames(), Is.EqualTo(names));
    }

    [Test]
    public void What_is_not_exposed_cannot_be_called_by_its_name()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("same");
        var gateway = workspace.Open("--enable-guardrails", "basic", "--expose", "meta");
        gateway.ListNames();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gateway.Call("child_same").GetProperty("error").GetProperty("code").GetInt32(), Is.EqualTo(-32602));
            Assert.That(gateway.CallText("run_tool", """{"server_name":"child","tool_name":"same"}"""), Is.EqualTo("done"));
        }
    }

    [Test]
    public void Two_tools_that_would_have_one_name_are_both_withheld_and_reported()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().On("tools-list", """send {"jsonrpc":"2.0","id":{id},"result":{"tools":[{"name":"twin","inputSchema":{"type":"object"}},{"name":"twin","inputSchema":{"type":"object"}},{"name":"only","inputSchema":{"type":"object"}}]}}""");
        var gateway = workspace.OpenGuarded();
        Assert.That(gateway.ListNames(), Is.EqualTo((string[])[.. Own, "child_only"]));

        gateway.AwaitError("the tool name child_twin would belong to two tools; both are withheld");
    }

    [Test]
    public void A_name_that_another_servers_prefix_claims_gets_a_hash_whoever_is_up()
    {
        using var workspace = new Workspace();
        workspace.AddScripted("a").AnswerText("b_x", "of a");
        workspace.AddScripted("a_b").AnswerText("x", "of a_b");
        var gateway = workspace.OpenGuarded();
        var names = gateway.ListNames();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(names, Has.Length.EqualTo(4));
            Assert.That(names[2], Does.Match("^a_b_x_[0-9a-f]{6}$"));
            Assert.That(names[3], Is.EqualTo("a_b_x"));
            Assert.That(gateway.CallText(names[2]), Is.EqualTo("of a"));
            Assert.That(gateway.CallText(names[3]), Is.EqualTo("of a_b"));
        }
    }

    [Test]
    public void A_long_or_odd_name_is_cut_to_what_clients_take_and_can_be_called()
    {
        using var workspace = new Workspace();
        workspace.AddScripted("my server.v2").AnswerText(new string('x', 100), "long");
        var gateway = workspace.OpenGuarded();
        var name = gateway.ListNames()[2];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(name, Does.Match("^[A-Za-z0-9_-]{1,64}$"));
            Assert.That(gateway.CallText(name), Is.EqualTo("long"));
        }
    }
}
