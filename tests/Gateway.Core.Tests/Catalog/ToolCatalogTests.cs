using System.Text;
using Gateway.Core.Catalog;
using Gateway.Core.Configuration;
using static Gateway.Core.Tests.Catalog.TestTools;

namespace Gateway.Core.Tests.Catalog;

public class ToolCatalogTests
{
    private static ToolCatalog Of(params string[] servers) => new(servers, [OwnTool.GetMetadata, OwnTool.RunTool], listsServers: true);

    [Test]
    public void The_bytes_are_the_same_for_every_order_of_publishing()
    {
        string[] servers = ["c", "a", "b", "d"];
        var random = new Random(1);
        string? first = null;
        for (var round = 0; round < 50; round++)
        {
            var catalog = Of(servers);
            var order = servers.ToArray();
            random.Shuffle(order);
            foreach (var server in order) catalog.Publish(server, [Named(server, "x"), Named(server, "y")]);
            first ??= Shown(catalog.Listing);
            Assert.That(Shown(catalog.Listing), Is.EqualTo(first));
        }

        Assert.That(first, Does.Match("^\\{\"tools\":\\[\\{\"name\":\"get_metadata\".*\"run_tool\".*\"c_x\".*\"c_y\".*\"a_x\".*\"b_x\".*\"d_y\".*\\]\\}$"));
    }

    [Test]
    public void It_is_told_whether_a_listing_changed()
    {
        var catalog = Of("a");
        Assert.That(catalog.Publish("a", [Named("a", "x")]), Is.True);
        Assert.That(catalog.Publish("a", [Named("a", "x")]), Is.False);
        Assert.That(catalog.Publish("a", []), Is.True);
        Assert.That(catalog.Names, Is.EqualTo(new[] { "get_metadata", "run_tool" }));
    }

    [Test]
    public void An_empty_catalog_is_a_listing() => Assert.That(Shown(new ToolCatalog([], [], true).Listing), Is.EqualTo("""{"tools":[]}"""));

    [Test]
    public void Equal_names_are_both_withheld_and_reported_and_can_be_had_by_their_own()
    {
        var catalog = Of("a", "b");
        catalog.Publish("a", [Named("a", "x"), Named("a", "y")]);
        catalog.Publish("b", [Named("a", "x")]);
        Assert.That(catalog.Withheld, Is.EqualTo(new[] { "a_x" }));
        Assert.That(catalog.Find("\"a_x\""u8), Is.Null);
        Assert.That(catalog.Tools.Select(tool => tool.ExposedName), Is.EqualTo(new[] { "a_y" }));
        Assert.That(catalog.Find("a", "x"), Is.Not.Null);
        catalog.Publish("b", []);
        Assert.That(catalog.Withheld, Is.Empty);
        Assert.That(catalog.Find("\"a_x\""u8), Is.Not.Null);
    }

    [Test]
    public void Our_own_names_win()
    {
        var catalog = Of("get", "run");
        catalog.Publish("get", [Named("get", "metadata"), Named("get", "other")]);
        Assert.That(catalog.Find("\"get_metadata\""u8), Is.Null);
        Assert.That(catalog.FindOwn("\"get_metadata\""u8), Is.SameAs(OwnTool.GetMetadata));
        Assert.That(catalog.Withheld, Is.EqualTo(new[] { "get_metadata" }));
        Assert.That(catalog.Names, Is.EqualTo(new[] { "get_metadata", "run_tool", "get_other" }));
    }

    [Test]
    public void A_name_is_found_in_every_spelling()
    {
        var catalog = Of("a");
        catalog.Publish("a", [Named("a", "read")]);
        foreach (var raw in (string[])["\"a_read\"", "\"a\\u005fread\"", "\"\\u0061_rea\\u0064\""])
            Assert.That(catalog.Find(Encoding.UTF8.GetBytes(raw))?.Name, Is.EqualTo("read"), raw);
        foreach (var raw in (string[])["\"A_read\"", "\"\"", "\"a_rea\"", "\"a_read \"", "\"\\ud800\""])
            Assert.That(catalog.Find(Encoding.UTF8.GetBytes(raw)), Is.Null, raw);
        Assert.That(catalog.FindOwn("\"run\\u005ftool\""u8), Is.SameAs(OwnTool.RunTool));
        Assert.That(catalog.FindOwn("\"run\""u8), Is.Null);
    }

    [Test]
    public void Names_that_are_no_text_spoil_nothing()
    {
        var names = new ExposedNames(["a"], ToolNames.Plain, 64);
        string[] entries = ["{\"name\":\"\\ud800\"}", "{\"name\":\"\\ud801\"}", "{\"name\":\"\\ufffd\"}", "{\"name\":\"x\"}"];
        var tools = entries.Select(entry => ToolReader.Read(Encoding.UTF8.GetBytes(entry), "a", "", names)).OfType<Tool>().ToArray();
        var catalog = new ToolCatalog(["a"], [], true);
        catalog.Publish("a", tools);
        Assert.That(catalog.Names, Is.EqualTo(new[] { "\ufffd", "x" }));
    }

    [Test]
    public void Servers_that_are_not_listed_can_be_called_by_their_own_names()
    {
        var catalog = new ToolCatalog(["a"], [OwnTool.RunTool], listsServers: false);
        catalog.Publish("a", [Named("a", "x")]);
        Assert.That(catalog.Names, Is.EqualTo(new[] { "run_tool" }));
        Assert.That(catalog.Find("\"a_x\""u8), Is.Null);
        Assert.That(catalog.Find("a", "x"), Is.Not.Null);
        Assert.That((catalog.Find("a", "y"), catalog.Find("b", "x")), Is.EqualTo(((Tool?)null, (Tool?)null)));
    }
}
