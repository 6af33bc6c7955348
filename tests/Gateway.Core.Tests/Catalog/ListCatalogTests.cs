using System.Text;
using Gateway.Core.Catalog;
using Gateway.Core.Configuration;
using Gateway.Core.Servers;

namespace Gateway.Core.Tests.Catalog;

public class ListCatalogTests
{
    private static readonly string[] Servers = ["one", "two"];
    private static readonly ExposedNames Names = new(Servers, ToolNames.Prefixed, 64);
    private static readonly ExposedNames Plain = new(Servers, ToolNames.Plain, 64);
    private static readonly CacheHints Long = new(1000, true);

    private static bool Publish(ListCatalog catalog, string server, ExposedNames names, params string[] keys)
    {
        var member = catalog.Kind.IsNamed ? "name" : "uri";
        var entries = keys.Select(key => ListedEntry.Read(Encoding.UTF8.GetBytes($$"""{"{{member}}":"{{key}}","of":"{{server}}"}"""), catalog.Kind, server, names));
        return catalog.Publish(server, [.. entries.OfType<ListedEntry>()], Long);
    }

    private static string Listing(ListCatalog catalog) => Encoding.UTF8.GetString(catalog.Listing);

    [Test]
    public void The_order_is_that_of_the_configuration_whoever_starts_first()
    {
        var (early, late) = (new ListCatalog(Servers, ListKind.Prompts), new ListCatalog(Servers, ListKind.Prompts));
        Publish(early, "one", Names, "a", "b");
        Publish(early, "two", Names, "a");
        Publish(late, "two", Names, "a");
        Publish(late, "one", Names, "a", "b");
        Assert.That(late.Listing, Is.EqualTo(early.Listing));
        Assert.That(early.Offered.Select(entry => entry.Key), Is.EqualTo(["one_a", "one_b", "two_a"]));
    }

    [Test]
    public void It_has_changed_when_its_bytes_have()
    {
        var catalog = new ListCatalog(Servers, ListKind.Prompts);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Publish(catalog, "one", Names), Is.False);
            Assert.That(Publish(catalog, "one", Names, "a"), Is.True);
            Assert.That(Publish(catalog, "one", Names, "a"), Is.False);
            Assert.That(Publish(catalog, "one", Names, "b"), Is.True);
        }
    }

    [Test]
    public void A_name_of_two_servers_is_offered_by_neither()
    {
        var catalog = new ListCatalog(Servers, ListKind.Prompts);
        Publish(catalog, "one", Plain, "same", "own");
        Publish(catalog, "two", Plain, "same");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(catalog.Find("same"), Is.Null);
            Assert.That(catalog.Find("own")?.Server, Is.EqualTo("one"));
            Assert.That(catalog.Doubled, Is.EqualTo(["same"]));
            Assert.That(catalog.Of("two"), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public void An_address_of_two_servers_is_the_first_ones_and_listed_once()
    {
        var catalog = new ListCatalog(Servers, ListKind.Resources);
        Publish(catalog, "two", Names, "a://same");
        Publish(catalog, "one", Names, "a://\\u0073ame");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(catalog.Find("a://same")?.Server, Is.EqualTo("one"));
            Assert.That(Listing(catalog), Does.Contain("\"of\":\"one\"").And.Not.Contain("\"of\":\"two\""));
        }
    }

    [Test]
    public void It_may_be_kept_when_all_have_said_so()
    {
        var catalog = new ListCatalog(Servers, ListKind.Prompts);
        Publish(catalog, "one", Names);
        Assert.That(catalog.Hints, Is.EqualTo(CacheHints.None));
        catalog.Publish("two", [], new(500, false));
        Assert.That(catalog.Hints, Is.EqualTo(new CacheHints(500, false)));
    }

    [TestCase("{}")]
    [TestCase("""{"uri":5}""")]
    [TestCase("""{"uri":""}""")]
    [TestCase("[]")]
    [TestCase("null")]
    public void What_has_nothing_to_ask_for_it_by_is_no_entry(string entry) =>
        Assert.That(ListedEntry.Read(Encoding.UTF8.GetBytes(entry), ListKind.Resources, "one", Names), Is.Null);

    [Test]
    public void A_prompt_is_asked_for_by_its_servers_own_bytes()
    {
        var entry = ListedEntry.Read("""{"title":"name","name":"\u0061\"b"}"""u8.ToArray(), ListKind.Prompts, "one", Names)!;
        Assert.That(Encoding.UTF8.GetString(entry.RawName), Is.EqualTo("\"\\u0061\\\"b\""));
        Assert.That(Encoding.UTF8.GetString(entry.Json), Is.EqualTo($$"""{"title":"name","name":"{{entry.Key}}"}"""));
    }

    [TestCase("""{"prompts":{"listChanged":true}}""", 0, true, true)]
    [TestCase("""{"prompts":{}}""", 0, true, false)]
    [TestCase("""{"prompts":{}}""", 0, false, true)]
    [TestCase("""{"prompts":{}}""", 3_600_000, true, true)]
    [TestCase("""{"prompts":{"listChanged":"true"}}""", 0, true, false)]
    [TestCase("""{"tools":{"listChanged":true}}""", 0, true, false)]
    public void Who_tells_of_changes_is_believed_and_others_are_asked_again(string capabilities, long ttl, bool wasShown, bool isFresh)
    {
        var freshness = new ListFreshness(new(ttl, false), TimeProvider.System.GetTimestamp()) { WasShown = wasShown };
        Assert.That(freshness.IsFresh(new ServerCapabilities(Encoding.UTF8.GetBytes(capabilities)), ListKind.Prompts, TimeProvider.System), Is.EqualTo(isFresh));
    }
}
