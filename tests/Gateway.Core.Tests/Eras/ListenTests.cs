using System.Text;
using Gateway.Core.Catalog;
using Gateway.Core.Eras;
using Gateway.Core.Protocol;
using Gateway.Core.Tests.Transport;
using Gateway.Core.Transport;

namespace Gateway.Core.Tests.Eras;

/// <summary>The modern client's subscriptions: acknowledged first, and told of nothing that they do not cover.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ListenTests : IDisposable
{
    private readonly RecordingWriter _wire = new();
    private readonly LineOutput _client;
    private readonly Listens _listens;

    public ListenTests()
    {
        _client = new(new(_wire, 1_000_000, _ => { }));
        _listens = new(_client, bound: 2);
    }

    public void Dispose() => _client.Dispose();

    private static Listen Read(string filter, string id = "1") =>
        Listen.Read(TestFrame.Of($$$$"""{"jsonrpc":"2.0","id":{{{{id}}}},"method":"subscriptions/listen","params":{"notifications":{{{{filter}}}}}}"""))!;

    private static Frame Update(string uri) => TestFrame.Of($$$$"""{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"{{{{uri}}}}"}}""");

    private string[] Written()
    {
        _client.Drain(TimeSpan.FromSeconds(10));
        return _wire.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private Listen Open(string filter, string id = "1")
    {
        var listen = Read(filter, id);
        Assert.That(_listens.TryAdd(listen), Is.True);
        _listens.Open(listen);
        return listen;
    }

    [TestCase("5")]
    [TestCase("[]")]
    [TestCase("null")]
    public void Without_a_filter_it_is_none(string filter) =>
        Assert.That(Listen.Read(TestFrame.Of($$$$"""{"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{"notifications":{{{{filter}}}}}}""")), Is.Null);

    [Test]
    public void Only_true_is_wanted_and_only_texts_are_addresses()
    {
        var listen = Read("""{"toolsListChanged":1,"promptsListChanged":true,"resourcesListChanged":"true","resourceSubscriptions":["a",5,null,"a","b"]}""");
        Assert.That((listen.Tools, listen.Prompts, listen.Resources, string.Join(' ', listen.Uris)), Is.EqualTo((false, true, false, "a b")));
    }

    [Test]
    public void The_acknowledgement_is_the_first_message_of_it_and_what_came_before_is_not_lost()
    {
        var listen = Read("""{"toolsListChanged":true,"resourceSubscriptions":["a\"b"]}""", "\"x\"");
        _listens.TryAdd(listen);
        _listens.ListChanged(ListKind.Tools);
        _listens.ResourceUpdated(Update("a\\\"b"));
        _listens.Open(listen);
        _listens.ListChanged(ListKind.Tools);
        var written = Written();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(written, Has.Length.EqualTo(4));
            Assert.That(written[0], Does.Contain("subscriptions/acknowledged").And.Contain("\"toolsListChanged\":true").And.Contain("a\\\"b").And.Contain("subscriptionId\":\"x\""));
            Assert.That(written[1], Does.Contain("tools/list_changed").And.Contain("subscriptionId\":\"x\""));
            Assert.That(written[2], Does.Contain("resources/updated").And.Contain("subscriptionId\":\"x\""));
            Assert.That(written[3], Does.Contain("tools/list_changed"));
        }
    }

    [Test]
    public void One_that_was_cancelled_meanwhile_is_never_acknowledged()
    {
        var listen = Read("{}");
        _listens.TryAdd(listen);
        _listens.Remove(RequestId.Of("1"u8));
        _listens.Open(listen);
        Assert.That(Written(), Is.Empty);
    }

    [Test]
    public void It_hears_of_what_it_asked_for_and_of_nothing_else()
    {
        Open("""{"promptsListChanged":true}""");
        _listens.ListChanged(ListKind.Tools);
        _listens.ListChanged(ListKind.Resources);
        _listens.ResourceUpdated(Update("a://b"));
        Assert.That(Written(), Has.Length.EqualTo(1));
    }

    [TestCase("a://b", "a://b", true)]
    [TestCase("a://b", "a://b/c", true)]
    [TestCase("a://b", "a://b#c", true)]
    [TestCase("a://b/", "a://b/c", true)]
    [TestCase("a://b", "a://bc", false)]
    [TestCase("a://b/c", "a://b", false)]
    [TestCase("", "a://b", false)]
    public void A_part_of_what_it_asked_for_is_covered(string wanted, string updated, bool isCovered)
    {
        Open($$"""{"resourceSubscriptions":["{{wanted}}"]}""");
        _listens.ResourceUpdated(Update(updated));
        Assert.That(Written(), Has.Length.EqualTo(isCovered ? 2 : 1));
    }

    [Test]
    public void Ids_are_used_once_and_not_too_many_are_open()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_listens.TryAdd(Read("{}")), Is.True);
            Assert.That(_listens.TryAdd(Read("{}")), Is.False);
            Assert.That(_listens.TryAdd(Read("{}", "\"1\"")), Is.True);
            Assert.That(_listens.TryAdd(Read("{}", "3")), Is.False);
            Assert.That(_listens.Remove(RequestId.Of("1"u8)), Is.Not.Null);
            Assert.That(_listens.TryAdd(Read("{}", "3")), Is.True);
        }
    }

    [Test]
    public void At_the_end_each_is_answered_with_its_mark()
    {
        Open("{}", "\"x\"");
        _listens.EndAll();
        Assert.That(Encoding.UTF8.GetBytes(Written()[^1]), Is.EqualTo("""{"jsonrpc":"2.0","id":"x","result":{"resultType":"complete","_meta":{"io.modelcontextprotocol/subscriptionId":"x"}}}"""u8.ToArray()));
    }
}
