using System.Text.Json;
using Gateway.Core.Configuration;
using Gateway.Core.Servers;
using Gateway.Core.Tests.Routing;

namespace Gateway.Core.Tests.Servers;

/// <summary>How a server of an unknown era is opened, whatever it does when it is asked.</summary>
public class OpeningTests
{
    private static readonly GatewaySettings Quick = new() { StartTimeout = TimeSpan.FromSeconds(5), ListTimeout = TimeSpan.FromSeconds(10) };

    private readonly string _folder = Directory.CreateTempSubdirectory("opening-").FullName;

    [OneTimeTearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    private ServerMemory Memory => new(_folder);

    private KnownServer Known(string name) => Memory.Recall(new ServerConfiguration { Name = name });

    private PlayedSession Open(PlayedServer server, bool isModern) => new PlayedSession(Quick, [], Memory, server).Open(isModern);

    private static string StateOf(PlayedSession session, string server)
    {
        var text = session.Ask("tools/call", """{"name":"get_metadata"}""").GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString()!;
        return JsonDocument.Parse(text).RootElement.GetProperty(server).GetProperty("state").GetString()!;
    }

    [Test]
    public void A_server_that_is_silent_when_it_is_discovered_is_initialized_behind_and_remembered()
    {
        var server = new PlayedServer("silent").Speak(isModern: false).On("server/discover", _ => null);
        using var session = Open(server, isModern: true);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(StateOf(session, "silent"), Is.EqualTo("ready"));
            Assert.That((Known("silent").Discovers, Known("silent").Initializes), Is.EqualTo((false, true)));
            Assert.That(server.Launches, Is.EqualTo(1));
        }
    }

    [Test]
    public void A_server_that_dies_of_it_is_started_anew_and_never_asked_again()
    {
        var server = new PlayedServer("frail").Speak(isModern: false);
        server.On("server/discover", _ =>
        {
            server.Die();
            return null;
        });
        using (var session = Open(server, isModern: true)) Assert.That((StateOf(session, "frail"), server.Launches), Is.EqualTo(("ready", 2)));
        var again = new PlayedServer("frail").Speak(isModern: false);
        using (var session = Open(again, isModern: true)) Assert.That(() => StateOf(session, "frail"), Is.EqualTo("ready").After((int)Guarding.Patience.Limit.TotalMilliseconds, 5)); // the second time its tools are listed before
        Assert.That(again.Received.Any(line => line.Contains("server/discover", StringComparison.Ordinal)), Is.False);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_server_that_refuses_both_fails_with_its_own_words(bool isModern)
    {
        var server = new PlayedServer("refuses").Speak(isModern: false).On("initialize", """ "error":{"code":-1,"message":"no licence"}""");
        using var session = Open(server, isModern);
        Assert.That(StateOf(session, "refuses"), Is.EqualTo("failed"));
        Assert.That(() => session.Log.Lines, Has.Some.Contains("no licence").After((int)Guarding.Patience.Limit.TotalMilliseconds, 5));
    }

    [TestCase(true, true)]
    [TestCase(true, false)]
    [TestCase(false, true)]
    [TestCase(false, false)]
    public void What_was_remembered_wrongly_is_learned_anew(bool isClientModern, bool isServerModern)
    {
        var name = $"changed-{isClientModern}-{isServerModern}";
        Memory.Remember(new ServerConfiguration { Name = name }, Known(name) with { Discovers = !isServerModern, Initializes = isServerModern, WasModern = !isServerModern });
        using var session = Open(new PlayedServer(name).Speak(isServerModern), isClientModern);
        Assert.That(StateOf(session, name), Is.EqualTo("ready"));
        Assert.That(Known(name).WasModern, Is.EqualTo(isServerModern));
    }

    [Test]
    public void What_a_server_that_stays_silent_was_remembered_for_is_forgotten()
    {
        Memory.Remember(new ServerConfiguration { Name = "mute" }, Known("mute") with { Discovers = false, Initializes = true });
        using var session = Open(new PlayedServer("mute").Speak(isModern: true).On("initialize", _ => null), isModern: true);
        Assert.That(() => session.Log.Lines, Has.Some.Contains("mute failed: it did not answer").After((int)Guarding.Patience.Limit.TotalMilliseconds, 5), "it is told after the list is answered");
        Assert.That(() => StateOf(session, "mute"), Is.EqualTo("ready").After((int)Guarding.Patience.Limit.TotalMilliseconds, 5), "it was asked otherwise when it was started again");
        Assert.That(Known("mute").Discovers, Is.True);
    }

    [Test]
    public void A_server_that_ends_when_it_has_answered_what_it_was_probed_with_is_never_ready()
    {
        var server = new PlayedServer("dies").Speak(isModern: true);
        server.On("server/discover", message =>
        {
            server.Send($$$$"""{"jsonrpc":"2.0","id":{{{{message.GetProperty("id").GetRawText()}}}},"result":{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{}}}""");
            server.Die();
            return null;
        });
        using var session = Open(server, isModern: true);
        Assert.That(StateOf(session, "dies"), Is.EqualTo("failed"));
    }
}
