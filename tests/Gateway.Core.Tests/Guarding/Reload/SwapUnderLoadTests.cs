using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Text;

namespace Gateway.Core.Tests.Guarding.Reload;

/// <summary>Messages on several threads while the policy changes all the time.</summary>
internal sealed partial class SwapUnderLoadTests
{
    private const int Readers = 3;
    private const int Detached = 2;
    private const int Swaps = 60;
    private const int MessagesPerSwap = 40;

    private readonly ConcurrentDictionary<int, int> _arrived = new();
    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly SemaphoreSlim _room = new(200);
    private volatile bool _isOver;
    private int _sent;

    [Test]
    [CancelAfter(120_000)]
    public void Every_message_comes_out_once_masked_by_one_policy_alone(CancellationToken patience)
    {
        VersionedText.Late = 0;
        using var instances = new Instances((name, version) => name == Instances.Text ? new VersionedText(version, "ghp_word") : new VersionedWhole(version, "late_word"), null, Instances.Text, Instances.Whole);
        Thread[] threads = [.. Enumerable.Range(0, Readers + Detached).Select(index => new Thread(() => Send(instances.Pipeline, isReader: index < Readers)) { IsBackground = true })];
        foreach (var thread in threads) thread.Start();
        for (var version = 2; version <= Swaps && !patience.IsCancellationRequested; version++)
        {
            var before = _arrived.Count;
            Assert.That(instances.Apply(Instances.Version(version)), Is.True);
            Assert.That(() => _arrived.Count, Is.GreaterThan(before + MessagesPerSwap).After((int)Patience.Limit.TotalMilliseconds, 1), "messages stopped");
        }

        _isOver = true;
        foreach (var thread in threads) thread.Join();
        Assert.That(() => _arrived.Count, Is.EqualTo(_sent).After((int)Patience.Limit.TotalMilliseconds, 5), "messages that never came out");
        Assert.That(_wrong.Take(3), Is.Empty, "messages that were not masked, or by halves of two policies");
        Assert.That(_arrived.Values.Max(), Is.EqualTo(1), "messages that came out more than once");
        instances.AwaitUnloaded([.. Enumerable.Range(1, Swaps - 1).SelectMany(old => new[] { $"words {old}", $"wholes {old}" }).Order(StringComparer.Ordinal)]);
        Assert.That(VersionedText.Late, Is.Zero, "guardrails that were asked after they were disposed");
    }

    private void Send(GuardrailPipeline pipeline, bool isReader)
    {
        var (walker, turn) = (new TextWalker(), new Turn());
        while (!_isOver && _room.Wait(Patience.Limit))
        {
            var bytes = Encoding.UTF8.GetBytes($$$"""{"jsonrpc":"2.0","id":{{{Interlocked.Increment(ref _sent)}}},"result":{"content":[{"type":"text","text":"a ghp_word, b late_word"}]}}""");
            var frame = Frame.Of(bytes);
            EnvelopeReader.Read(frame, 64);
            var info = new MessageInfo { Direction = Direction.ToClient, Method = Methods.ToolsCall, Server = "files", Tool = "read", IsAnswer = true };
            var passage = GuardrailPipeline.Detached(frame, frame.Envelope.Payload, info, Places.Of(FrameKind.Result, Methods.ToolsCall));
            passage.Next = Take;
            if (isReader) pipeline.Pass(passage, walker, turn);
            else pipeline.PassDetached(passage);
        }
    }

    private void Take(Passage passage)
    {
        var text = Encoding.UTF8.GetString(passage.Frame.Bytes);
        var masks = Masked().Match(text);
        if (passage.Refusal is not null || !masks.Success || masks.Groups[1].Value != masks.Groups[2].Value) _wrong.Enqueue(passage.Refusal?.Reason ?? text);
        var id = int.Parse(passage.Frame.Raw(passage.Frame.Envelope.Id), System.Globalization.CultureInfo.InvariantCulture);
        _arrived.AddOrUpdate(id, 1, (_, count) => count + 1);
        _room.Release();
    }

    [GeneratedRegex("\"a <T([0-9]+)>, b <W([0-9]+)>\"", RegexOptions.NonBacktracking)]
    private static partial Regex Masked();
}
