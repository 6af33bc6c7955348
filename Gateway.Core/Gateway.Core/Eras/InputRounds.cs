using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Routing;
using Gateway.Core.Servers;

namespace Gateway.Core.Eras;

/// <summary>Asks a legacy client for what a modern server needs, and makes the call once more with the answers.</summary>
internal sealed class InputRounds(SessionContext session, Action<InFlight, int, string> fail, Action<InFlight, Frame> resend)
{
    private readonly SessionContext _session = session;
    private readonly Action<InFlight, int, string> _fail = fail;
    private readonly Action<InFlight, Frame> _resend = resend;

    // A server that asks for ever would keep its caller for ever.
    private const int MostRounds = 32;

    /// <summary>An answer that asks for input; it has passed the guardrails.</summary>
    public void Ask(InFlight call, Frame frame)
    {
        var result = frame.Raw(frame.Envelope.Result);
        var requests = JsonMembers.Members(JsonMembers.Raw(result, "inputRequests"u8));
        var name = call.Server!.Name; // it has just answered
        if (++call.Rounds > MostRounds)
        {
            _fail(call, ErrorCodes.BadAnswer, $"Server '{name}' asked for input {MostRounds} times and has not answered the call.");
            return;
        }

        if (requests.FirstOrDefault(request => !Can(request.Value)) is { Key: not null } refused)
        {
            _fail(call, ErrorCodes.MissingClientCapability, $"Server '{name}' needs '{Printable.Line(Method(refused.Value), 80)}' for this call, which this client does not support.");
            return;
        }

        call.Rest();
        var round = new Round(this, call, JsonMembers.Raw(result, "requestState"u8).ToArray(), requests.Count);
        if (requests.Count == 0) round.End();
        foreach (var (key, request) in requests) round.Ask(key, Method(request), JsonMembers.Raw(request, "params"u8));
    }

    private static string Method(byte[] request) => JsonMembers.Text(request, "method"u8) ?? "";

    private bool Can(byte[] request) => MissingCapability.Of(Method(request), JsonMembers.Raw(request, "params"u8), _session.Introduction!) is null; // it called, so it has introduced itself

    /// <summary>One set of questions and their answers.</summary>
    private sealed class Round
    {
        private readonly InputRounds _rounds;
        private readonly InFlight _call;
        private readonly byte[] _state;
        private readonly Lock _lock = new();
        private readonly Dictionary<string, byte[]> _answers = [];
        private readonly List<InFlight> _asked = [];
        private int _open;

        public Round(InputRounds rounds, InFlight call, byte[] state, int count)
        {
            (_rounds, _call, _state, _open) = (rounds, call, state, count);
            call.Cancellation.UnsafeRegister(static (round, _) => ((Round)round!).Withdraw(), this);
        }

        public void Ask(string key, string method, ReadOnlySpan<byte> parameters)
        {
            if (_call.IsFinished) return; // another question has failed
            var session = _rounds._session;
            var request = new InFlight
            {
                OriginalId = [],
                Key = RequestId.None,
                Method = method,
                Server = _call.Server,
                Request = new() { Direction = Direction.ToClient, Method = method, Server = _call.Server!.Name, Session = session.Id },
                Answer = new() { Direction = Direction.ToServer, Method = method, Server = _call.Server.Name, Session = session.Id, IsAnswer = true },
                Take = passage => Take(key, method, passage),
                Lose = Lose,
            };
            lock (_lock) _asked.Add(request);
            if (!session.ServerRequests.TryAdd(request))
            {
                Lose(ErrorCodes.Busy, "The client has too many requests in flight. Try again.");
                return;
            }

            if (!request.TryForward())
            {
                session.ServerRequests.Remove(request.Id); // withdrawn meanwhile
                return;
            }

            Span<byte> buffer = stackalloc byte[WireId.MaxLength];
            byte[] given = !JsonText.IsObject(parameters) ? [] : [.. ",\"params\":"u8, .. LegacyElicitation.Of(method, parameters)];
            session.Client.Send((byte[])[.. "{\"jsonrpc\":\"2.0\",\"id\":"u8, .. WireId.Write(request.Id, buffer), .. ",\"method\":"u8, .. JsonText.Quote(method), .. given, (byte)'}'], stream: _call.Stream);
        }

        /// <summary>All answers are there: the call is made once more.</summary>
        public void End()
        {
            if (!_call.IsFinished) _rounds._resend(_call, InputRequired.Retry(_call.Sent!, _answers, _state)); // kept when it was sent to a modern server
        }

        private void Take(string key, string method, Passage passage)
        {
            var isElicitation = method == Methods.ElicitationCreate;
            var isAnswer = passage.Refusal is null && passage.Frame.Envelope.Kind == FrameKind.Result;
            if (!isAnswer && !isElicitation)
            {
                Lose(ErrorCodes.InternalError, passage.Refusal?.Reason ?? $"The client answered '{method}', which server '{_call.Server!.Name}' needs for this call, with an error.");
                return;
            }

            if (passage.Findings is { } findings) _call.Count(findings);
            lock (_lock)
            {
                _answers[key] = isAnswer ? passage.Frame.Raw(passage.Frame.Envelope.Result).ToArray() : "{\"action\":\"cancel\"}"u8.ToArray();
                if (--_open > 0) return;
            }

            End();
        }

        private void Lose(int code, string sentence)
        {
            Withdraw();
            _rounds._fail(_call, code, sentence);
        }

        // Nobody waits for these answers any more.
        private void Withdraw()
        {
            InFlight[] asked;
            lock (_lock) asked = [.. _asked];
            foreach (var request in asked)
            {
                var (wasOpen, wasSent) = request.Cancel();
                if (!wasOpen) continue;
                _rounds._session.ServerRequests.Remove(request.Id);
                if (wasSent) _rounds._session.Client.Send(Cancellation.Message(request.Id, "the call it belongs to is over"), stream: _call.Stream);
            }
        }
    }
}
