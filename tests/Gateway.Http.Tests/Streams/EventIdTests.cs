using Gateway.Http.Streams;

namespace Gateway.Http.Tests.Streams;

public class EventIdTests
{
    [Test]
    public void What_is_written_is_what_is_read() => Assert.That(EventId.Parse(new EventId(12, 345).ToString()), Is.EqualTo(new EventId(12, 345)));

    [TestCase("")]
    [TestCase("-")]
    [TestCase("1")]
    [TestCase("1-")]
    [TestCase("-1")]
    [TestCase("1--1")]
    [TestCase("1-+2")]
    [TestCase(" 1-2")]
    [TestCase("1-99999999999999999999")]
    [TestCase("a-b")]
    public void Anything_else_is_none(string text) => Assert.That(EventId.Parse(text), Is.Null);
}
