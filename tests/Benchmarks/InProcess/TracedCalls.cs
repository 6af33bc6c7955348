using System.Text;
using Gateway;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Routing;
using Gateway.Core.Text;
using Gateway.Core.Tracing;

namespace Benchmarks.InProcess;

/// <summary>Calls as routing hands them to tracing: one small text asked, one answered.</summary>
internal sealed class TracedCalls
{
    private static readonly MessageInfo Request = new() { Direction = Direction.ToServer, Method = Methods.ToolsCall, Server = "echo", Tool = "echo", Session = "s" };
    private static readonly MessageInfo Answer = new() { Direction = Direction.ToClient, Method = Methods.ToolsCall, Server = "echo", Tool = "echo", Session = "s", IsAnswer = true };

    private readonly Passage _request = Read("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo_echo","arguments":{"path":"src/Program.cs","limit":100,"text":"an ordinary line of text"}}}""", Request);
    private readonly Passage _answer = Read("""{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"an ordinary line of text, an ordinary line of text, an ordinary line of text"}]}}""", Answer);

    public static InFlight[] Create(int count)
    {
        var started = TimeProvider.System.GetTimestamp();
        return
        [
            .. Enumerable.Range(0, count).Select(_ => new InFlight
            {
                OriginalId = "1"u8.ToArray(), Key = RequestId.None, Method = Methods.ToolsCall, Request = Request, Answer = Answer, Started = started, SentAt = started, AnsweredAt = started,
            }),
        ];
    }

    /// <summary>All that a tracer adds to the path of these calls.</summary>
    public void Trace(CallTracing tracing, InFlight[] calls)
    {
        foreach (var call in calls)
        {
            tracing.Begin(call, _request);
            tracing.End(call, "ok", _answer.Frame, _answer);
        }
    }

    private static Passage Read(string json, MessageInfo info)
    {
        var frame = Frame.Of(Encoding.UTF8.GetBytes(json));
        EnvelopeReader.Read(frame, 64);
        return new() { Frame = frame, Payload = frame.Envelope.Payload, Info = info, Place = Places.Of(frame.Envelope.Kind, info.Method) };
    }
}
