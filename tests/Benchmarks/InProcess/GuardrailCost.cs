using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gateway;
using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace Benchmarks.InProcess;

/// <summary>What a guardrail that finds nothing and does nothing costs a call, both its messages together, in a process of its own.</summary>
/// <remarks>Run by the harness as <c>Benchmarks guardrail</c>; prints one line <c>TEXT-MICROSECONDS MESSAGE-MICROSECONDS</c>.</remarks>
internal static class GuardrailCost
{
    private const int Burst = 2_000;
    private const int Bursts = 201;

    private static readonly MessageInfo Request = new() { Direction = Direction.ToServer, Method = Methods.ToolsCall, Server = "echo", Tool = "echo" };
    private static readonly MessageInfo Answer = new() { Direction = Direction.ToClient, Method = Methods.ToolsCall, Server = "echo", Tool = "echo", IsAnswer = true };

    public static int Run()
    {
        var without = Path([]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path([Slot(new IdleTextGuardrail())]) - without:0.000} {Path([Slot(new IdleGuardrail())]) - without:0.000}"));
        return 0;
    }

    /// <summary>Runs the measurement in a process of its own and reads what it prints.</summary>
    public static (double Text, double Message) Measure()
    {
        var line = Preparation.Tool.Run("dotnet", typeof(GuardrailCost).Assembly.Location, "guardrail").Trim().Split(' ');
        return (double.Parse(line[0], CultureInfo.InvariantCulture), double.Parse(line[1], CultureInfo.InvariantCulture));
    }

    // The median burst. A message guardrail answers on a lane; with nothing to wait for, that is this thread.
    private static double Path(GuardrailSlot[] slots)
    {
        var settings = new GatewaySettings();
        var policy = new GuardrailPolicy(slots, settings, new() { Time = TimeProvider.System, Log = NullLogger.Instance });
        var pipeline = new GuardrailPipeline(policy, new(TimeProvider.System, settings.TextGuardrailTimeout));
        using var watchdog = pipeline.Watchdog;
        var (walker, turn) = (new TextWalker(), new Turn());
        var request = Frame("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo_echo","arguments":{"path":"src/Program.cs","limit":100}}}""");
        var answer = Frame("""{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"an ordinary line of text, an ordinary line of text, an ordinary line of text, an ordinary line of text"}]}}""");
        var passage = new Passage();
        var bursts = new double[Bursts];
        for (var i = 0; i < Bursts; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            for (var call = 0; call < Burst; call++)
            {
                pipeline.Pass(Prepared(passage, request, Request), walker, turn);
                pipeline.Pass(Prepared(passage, answer, Answer), walker, turn);
            }

            bursts[i] = Stopwatch.GetElapsedTime(begin).TotalMicroseconds / Burst;
        }

        Array.Sort(bursts);
        return bursts[Bursts / 2];
    }

    private static Passage Prepared(Passage passage, Frame frame, MessageInfo info)
    {
        passage.Reset();
        (passage.Frame, passage.Payload, passage.Info, passage.Place) = (frame, frame.Envelope.Payload, info, Places.Of(frame.Envelope.Kind, info.Method));
        return passage;
    }

    private static Frame Frame(string json)
    {
        var frame = Gateway.Core.Protocol.Frame.Of(Encoding.UTF8.GetBytes(json));
        EnvelopeReader.Read(frame, 64);
        return frame;
    }

    private static GuardrailSlot Slot(IGuardrail guardrail) => new()
    {
        Name = "idle",
        Guardrail = guardrail,
        Directions = Directions.Both,
        Order = 100,
        OnFailure = new(),
        Timeout = null,
        ChecksMessages = GuardrailSlot.OverridesCheck(guardrail),
        Policies = [],
    };

    private sealed class IdleTextGuardrail : TextGuardrail
    {
        public override IReadOnlyCollection<FindingKind> Kinds => [];

        public override void Find(in TextLeaf leaf, FindingSink findings)
        {
        }
    }

    private sealed class IdleGuardrail : IGuardrail
    {
        public IReadOnlyCollection<FindingKind> Kinds => [];

        public ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken) => Verdict.Pass;
    }
}
