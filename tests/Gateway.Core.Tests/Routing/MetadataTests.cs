namespace Gateway.Core.Tests.Routing;

/// <summary>get_metadata tells of every server, whatever that lists.</summary>
public class MetadataTests
{
    [Test]
    public void Entries_that_nest_deep_or_hold_half_characters_are_told_by_get_metadata()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"properties":{"a":""", 60)) + "{}" + new string('}', 120);
        var server = new PlayedServer().Speak(isModern: false)
            .On("tools/list", $$$$""" "result":{"tools":[{"name":"deep","description":"\ud800","inputSchema":{{{{deep}}}}}]}""")
            .On("resources/list", """ "result":{"resources":[{"name":"r","uri":"a://\udc00","description":"\ud800 x"}]}""");
        using var session = new PlayedSession(server).Open(isModern: false);
        Assert.That(session.Ask("tools/call", """{"name":"get_metadata"}""").GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString(), Does.Contain("deep"));
    }
}
