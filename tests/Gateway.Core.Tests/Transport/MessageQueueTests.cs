using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using Gateway.Core.Transport;

namespace Gateway.Core.Tests.Transport;

public class MessageQueueTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Messages_come_in_order_with_their_parent()
    {
        var queue = new MessageQueue(1000);
        await queue.AddAsync(Message("one", 7), false, default);
        queue.Add(Message("two", 0));
        queue.Complete();
        var source = new QueueSource(queue);
        Assert.That((Read(source), source.Parent, source.HasMore), Is.EqualTo(("one", 7L, true)));
        Assert.That((Read(source), source.Parent, source.HasMore, source.IsEnded), Is.EqualTo(("two", 0L, false, false)));
        Assert.That((Read(source), source.IsEnded), Is.EqualTo((default(string), true)));
    }

    [Test]
    public async Task A_full_queue_makes_the_sender_wait_until_there_is_room()
    {
        var queue = new MessageQueue(4);
        await queue.AddAsync(Message("longer than the bound", 0), false, default).AsTask().WaitAsync(Limit);
        var second = queue.AddAsync(Message("next", 0), false, default).AsTask();
        Assert.That(second.IsCompleted, Is.False);
        var source = new QueueSource(queue);
        Read(source);
        await second.WaitAsync(Limit);
        Assert.That(Read(source), Is.EqualTo("next"));
    }

    [Test]
    public async Task A_sender_that_waits_can_be_cancelled_and_its_message_never_comes()
    {
        var queue = new MessageQueue(4);
        queue.Add(Message("full up", 0));
        using var cancellation = new CancellationTokenSource();
        var second = queue.AddAsync(Message("next", 0), false, cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => second.WaitAsync(Limit));
        queue.Complete();
        var source = new QueueSource(queue);
        Assert.That((Read(source), Read(source)), Is.EqualTo(("full up", default(string))));
    }

    [Test]
    public void A_fork_has_the_rest_and_what_the_first_holds_is_left_alone()
    {
        var queue = new MessageQueue(1000);
        foreach (var text in (string[])["one", "two"]) queue.Add(Message(text, 0));
        var stuck = new QueueSource(queue);
        Read(stuck);
        var held = stuck.Bytes;
        var fork = stuck.Fork();
        Assert.That(Read(fork), Is.EqualTo("two"));
        Assert.That(fork.Bytes, Is.Not.SameAs(held));
        Assert.That(Encoding.UTF8.GetString(held, 0, 3), Is.EqualTo("one"));
    }

    [Test]
    public void A_message_that_was_too_long_is_told_without_its_bytes()
    {
        var queue = new MessageQueue(1000);
        queue.Add(new([], 0, 0, IsTooLong: true));
        var source = new QueueSource(queue);
        Assert.That(source.TryRead(out _, out _, out var fault) && fault == LineFault.TooLong);
    }

    [Test]
    public async Task A_sender_that_may_reads_what_it_brings_and_others_have_it_read()
    {
        var queue = new MessageQueue(1000);
        var source = new QueueSource(queue);
        var read = new BlockingCollection<(string? Text, int Thread)>();
        source.TryCall(() =>
        {
            while (Read(source) is { } text) read.Add((text, Environment.CurrentManagedThreadId));
            if (source.IsEnded) read.Add((null, 0));
        });
        var own = Environment.CurrentManagedThreadId;
        await queue.AddAsync(Message("mine", 0), true, default);
        Assert.That(read.Take(), Is.EqualTo(("mine", own)));
        queue.Add(Message("theirs", 0));
        queue.Complete();
        Assert.That(read.Take().Text, Is.EqualTo("theirs"));
        Assert.That(read.Take().Text, Is.Null);
    }

    [Test]
    public async Task Many_senders_are_read_by_one_thread_at_a_time_and_nothing_is_lost()
    {
        var queue = new MessageQueue(200);
        var source = new QueueSource(queue);
        var count = 0;
        var isEnded = new TaskCompletionSource();
        source.TryCall(() =>
        {
            while (source.TryRead(out _, out _, out _)) count++;
            if (source.IsEnded) isEnded.TrySetResult();
        });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < 5000; i++) await queue.AddAsync(Message("message", 0), (sender + i) % 2 == 0, default);
        }))).WaitAsync(Limit);
        queue.Complete();
        await isEnded.Task.WaitAsync(Limit);
        Assert.That(count, Is.EqualTo(40_000));
    }

    private static QueuedMessage Message(string text, long parent)
    {
        var pooled = ArrayPool<byte>.Shared.Rent(text.Length);
        return new(pooled, Encoding.UTF8.GetBytes(text, pooled), parent);
    }

    private static string? Read(IMessageSource source) =>
        source.TryRead(out var start, out var length, out _) ? Encoding.UTF8.GetString(source.Bytes, start, length) : null;
}
