using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text;
using System.Threading.Channels;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Text;
using Gateway.Core.Transport;

namespace Gateway.Core.Tests.Guarding;

/// <summary>A real reader over a pipe in memory, whose messages pass the guardrails as a server's answers do.</summary>
internal sealed class WatchedPeer : IPeerHandler, IDisposable
{
    private readonly Pipe _pipe = new();
    private readonly GuardrailPipeline _pipeline;
    private readonly Channel<string> _sent = Channel.CreateUnbounded<string>();

    public WatchedPeer(GuardrailPipeline pipeline)
    {
        _pipeline = pipeline;
        new PeerReader("test", _pipe.Reader.AsStream(), this, pipeline, GuardedSession.Settings).Start();
    }

    /// <summary>Names of the threads that handed out messages, in order.</summary>
    public ConcurrentQueue<int> Threads { get; } = new();

    public int Ends;

    public void Write(params string[] texts)
    {
        var lines = texts.Select(text => "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"x\":\"" + text + "\"}}\n");
        _pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(lines))).AsTask().Wait(Patience.Limit);
    }

    public void Close() => _pipe.Writer.Complete();

    /// <summary>The next thing that happened: a text, a refusal's code, or "end".</summary>
    public string Next()
    {
        var next = _sent.Reader.ReadAsync().AsTask();
        return next.Wait(Patience.Limit) ? next.Result : "nothing came";
    }

    public bool HasMore => _sent.Reader.Count > 0;

    public void OnFrame(Frame frame, ReaderThread thread)
    {
        var passage = thread.Take();
        passage.Frame = frame;
        passage.Payload = frame.Envelope.Payload;
        passage.Place = Places.Text;
        passage.Info = new() { Direction = Direction.ToClient, Method = Methods.ToolsCall, Server = "files", Tool = "read", IsAnswer = true };
        passage.Next = Deliver;
        if (_pipeline.Pass(passage, thread.Walker, thread.Turn)) thread.Return(passage);
    }

    public void OnFault(FrameFault fault, byte[]? id, bool isCall, long stream) => _sent.Writer.TryWrite(fault.ToString());

    public void OnTakenOver(Passage passage, ReaderThread thread) => _pipeline.Pass(passage, thread.Walker, thread.Turn);

    public void OnEnd(Exception? cause)
    {
        Interlocked.Increment(ref Ends);
        _sent.Writer.TryWrite("end");
    }

    public void Dispose() => Close();

    private void Deliver(Passage passage)
    {
        Threads.Enqueue(Environment.CurrentManagedThreadId);
        var json = Encoding.UTF8.GetString(passage.Frame.Raw(passage.Payload));
        _sent.Writer.TryWrite(passage.Refusal is { } refusal ? refusal.Code : json[6..^2]);
    }
}
