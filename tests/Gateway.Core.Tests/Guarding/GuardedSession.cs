using System.Text;
using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Core.Tests.Guarding;

/// <summary>A pipeline with the guardrails of one test, and messages put through it as routing does.</summary>
internal sealed class GuardedSession : IDisposable
{
    public GuardedSession(params GuardrailSlot[] slots)
        : this(TimeProvider.System, slots)
    {
    }

    public GuardedSession(TimeProvider time, params GuardrailSlot[] slots)
        : this(time, NullLogger.Instance, slots)
    {
    }

    public GuardedSession(TimeProvider time, ILogger log, params GuardrailSlot[] slots)
        : this(time, log, "", slots)
    {
    }

    public GuardedSession(TimeProvider time, ILogger log, string fingerprint, params GuardrailSlot[] slots)
    {
        Pipeline = new(new(slots, Settings, new() { Time = time, Log = log }) { Fingerprint = fingerprint }, new(time, TickPeriod));
    }

    // No test but those of time-outs may depend on how fast the machine is.
    public static GatewaySettings Settings { get; } = new() { TextGuardrailTimeout = TimeSpan.FromMinutes(1), MessageGuardrailTimeout = TimeSpan.FromMinutes(1) };

    public static TimeSpan TickPeriod => Settings.TextGuardrailTimeout / 4;

    public GuardrailPipeline Pipeline { get; }

    public ShownPlaceholders Shown { get; } = new();

    /// <summary>A result on its way to the client.</summary>
    public Passage Result(string result, string method = Methods.ToolsCall, OutputSchema? schema = null) =>
        Answer($$"""{"jsonrpc":"2.0","id":1,"result":{{result}}}""", method, Direction.ToClient, schema);

    /// <summary>An error on its way to the client.</summary>
    public Passage Error(string error) => Answer($$"""{"jsonrpc":"2.0","id":1,"error":{{error}}}""", Methods.ToolsCall, Direction.ToClient, null);

    /// <summary>The client's answer to a request of a server.</summary>
    public Passage ClientAnswer(string method, string result) => Answer($$"""{"jsonrpc":"2.0","id":1,"result":{{result}}}""", method, Direction.ToServer, null);

    /// <summary>A request of the client.</summary>
    public Passage Request(string parameters, string method = Methods.ToolsCall, Action<Passage>? prepare = null) =>
        Send(NewPassage($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}""", method, Direction.ToServer), prepare);

    /// <summary>A request of a server.</summary>
    public Passage ServerRequest(string method, string parameters) =>
        Send(NewPassage($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}""", method, Direction.ToClient));

    /// <summary>A notification of a server.</summary>
    public Passage Notification(string method, string parameters) =>
        Send(NewPassage($$"""{"jsonrpc":"2.0","method":"{{method}}","params":{{parameters}}}""", method, Direction.ToClient));

    /// <summary>One entry of a listing, as the catalog sends it through.</summary>
    public async Task<Passage> ToolAsync(string entry)
    {
        var bytes = Encoding.UTF8.GetBytes(entry);
        var passage = GuardrailPipeline.Detached(Frame.Of(bytes), new(0, bytes.Length), Info(Methods.ToolsList, Direction.ToClient, true), Places.Tool);
        var hasPassed = new TaskCompletionSource();
        passage.Next = _ => hasPassed.SetResult();
        await Task.Run(() => Pipeline.PassDetached(passage));
        await hasPassed.Task;
        return passage;
    }

    public Passage NewPassage(string message, string method, Direction direction, bool isAnswer = false)
    {
        var frame = Frame.Of(Encoding.UTF8.GetBytes(message));
        Assert.That(EnvelopeReader.Read(frame, 1024), Is.EqualTo(FrameFault.None), "the test's own message");
        return new()
        {
            Frame = frame,
            Payload = frame.Envelope.Payload,
            Info = Info(method, direction, isAnswer),
            Place = Places.Of(frame.Envelope.Kind, method),
            Shown = direction == Direction.ToClient ? Shown : null,
        };
    }

    /// <summary>Sends it through on this thread, and waits for guardrails that answer later.</summary>
    public Passage Send(Passage passage, Action<Passage>? prepare = null)
    {
        prepare?.Invoke(passage);
        using var arrived = new ManualResetEventSlim();
        passage.Next = _ => arrived.Set();
        Pipeline.Pass(passage, new TextWalker(), new Turn());
        Assert.That(arrived.Wait(Patience.Limit), Is.True, "the message never came out");
        return passage;
    }

    public void Dispose() => Pipeline.Watchdog.Dispose();

    private Passage Answer(string message, string method, Direction direction, OutputSchema? schema) =>
        Send(NewPassage(message, method, direction, isAnswer: true), passage => passage.OutputSchema = schema);

    private static MessageInfo Info(string method, Direction direction, bool isAnswer) => new()
    {
        Direction = direction,
        Method = method,
        Server = "files",
        Tool = method == Methods.ToolsCall ? "read" : null,
        IsAnswer = isAnswer,
    };
}
