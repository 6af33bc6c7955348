using System.Text;
using Gateway.Http.Streams;

namespace Gateway.Http.Tests.Streams;

/// <summary>What is sent on a response reaches whoever reads it, once, also over several connections.</summary>
public class ResponseStreamTests
{
    private static ResponseStream Stream(long keeps = 1_000_000) => new(7, "1"u8.ToArray(), new(keeps), TimeProvider.System);

    private static void Send(ResponseStream stream, string message) => stream.Send(Encoding.UTF8.GetBytes(message), default);

    private static (string[] Events, StreamFate Fate) ReadAll(ResponseStream stream, ResponseReader reader)
    {
        List<string> events = [];
        while (true)
        {
            stream.Take(reader, out var @event, out var fate);
            if (@event is null) return ([.. events], fate);
            events.Add($"{@event.Sequence}:{Encoding.UTF8.GetString(@event.Message)}");
        }
    }

    [Test]
    public void An_answer_alone_is_no_event()
    {
        var stream = Stream();
        stream.Attach();
        stream.Complete("answer"u8);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stream.TryBeginEvents(), Is.False);
            Assert.That(stream.TryTakeAnswer(out var answer), Is.True);
            Assert.That(Encoding.UTF8.GetString(answer), Is.EqualTo("answer"));
            Assert.That(stream.TryTakeAnswer(out _), Is.False, "once");
        }
    }

    [Test]
    public void An_answer_after_an_event_is_the_last_event()
    {
        var stream = Stream();
        var reader = stream.Attach()!;
        Send(stream, "progress");
        stream.Complete("answer"u8);
        Send(stream, "late");
        Assert.That(ReadAll(stream, reader), Is.EqualTo((new[] { "1:progress", "2:answer" }, StreamFate.Complete)).Using<(string[] Events, StreamFate Fate)>((one, other) => one.Events.SequenceEqual(other.Events) && one.Fate == other.Fate));
    }

    [Test]
    public void Who_comes_back_gets_the_rest_and_nothing_twice()
    {
        var stream = Stream();
        var first = stream.Attach()!;
        foreach (var message in (string[])["a", "b", "c"]) Send(stream, message);
        Assert.That(ReadAll(stream, first).Events, Is.EqualTo(["1:a", "2:b", "3:c"]));
        stream.Detach(first);
        Send(stream, "d");
        var second = stream.Attach(after: 1)!;
        Assert.That(ReadAll(stream, second).Events, Is.EqualTo(["2:b", "3:c", "4:d"]));
        var third = stream.Attach(after: 4)!;
        Assert.That(ReadAll(stream, third).Events, Is.Empty);
    }

    [Test]
    public void A_new_connection_takes_over()
    {
        var stream = Stream();
        var first = stream.Attach()!;
        Send(stream, "a");
        var second = stream.Attach()!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ReadAll(stream, first), Is.EqualTo((Array.Empty<string>(), StreamFate.Replaced)));
            Assert.That(ReadAll(stream, second).Events, Is.EqualTo(["1:a"]));
        }

        stream.Detach(first);
        Send(stream, "b");
        Assert.That(ReadAll(stream, second).Events, Is.EqualTo(["2:b"]), "the old one has nothing to do with it any more");
    }

    [TestCase(-1)]
    [TestCase(4)]
    public void An_event_that_never_was_cannot_be_come_back_from(long after)
    {
        var stream = Stream();
        foreach (var message in (string[])["a", "b", "c"]) Send(stream, message);
        Assert.That(stream.Attach(after), Is.Null);
    }

    [Test]
    public void What_is_over_the_budget_is_forgotten_and_said_to_be()
    {
        var stream = Stream(keeps: 2);
        var reader = stream.Attach()!;
        foreach (var message in (string[])["a", "b", "c", "d"]) Send(stream, message);
        ReadAll(stream, reader);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stream.Attach(after: 1), Is.Null, "b is forgotten");
            Assert.That(ReadAll(stream, stream.Attach(after: 2)!).Events, Is.EqualTo(["3:c", "4:d"]));
        }
    }

    [Test]
    public void One_whom_nobody_reads_keeps_no_more_than_its_bound()
    {
        var stream = Stream();
        var message = new string('x', 1000);
        for (var i = 0; i < 1_000; i++) Send(stream, message);
        var events = ReadAll(stream, stream.Attach()!).Events;
        Assert.That(events, Has.Length.EqualTo(256).And.Some.StartsWith("1000:"), "the newest");
        Assert.That(stream.Attach(after: 1), Is.Null);
    }

    [Test]
    public async Task A_wait_ends_with_what_comes()
    {
        var stream = Stream();
        var reader = stream.Attach()!;
        var wait = stream.WaitAsync(reader, CancellationToken.None).AsTask();
        Assert.That(wait.IsCompleted, Is.False);
        Send(stream, "a");
        Assert.That(await wait, Is.True);
    }

    [Test]
    public async Task A_wait_ends_when_the_client_goes_or_it_has_been_silent_for_long()
    {
        var stream = Stream();
        var reader = stream.Attach()!;
        using var gone = new CancellationTokenSource();
        var wait = stream.WaitAsync(reader, gone.Token).AsTask();
        await gone.CancelAsync();
        Assert.That(await wait, Is.False);
        wait = stream.WaitAsync(reader, CancellationToken.None).AsTask();
        stream.EndWaits(before: 0);
        Assert.That(wait.IsCompleted, Is.False, "it has begun since");
        stream.EndWaits(before: long.MaxValue);
        Assert.That(await wait, Is.False);
    }

    [Test]
    public async Task The_end_of_the_session_and_a_new_connection_end_a_wait()
    {
        var stream = Stream();
        var first = stream.Attach()!;
        var replaced = stream.WaitAsync(first, CancellationToken.None).AsTask();
        var second = stream.Attach()!;
        Assert.That(await replaced, Is.True);
        var ended = stream.WaitAsync(second, CancellationToken.None).AsTask();
        stream.End();
        Assert.That(await ended, Is.True);
        Assert.That(stream.IsCutOff, Is.True);
    }
}
