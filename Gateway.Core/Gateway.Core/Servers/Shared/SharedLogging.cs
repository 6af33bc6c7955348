using System.Text;
using Gateway.Core.Protocol;

namespace Gateway.Core.Servers.Shared;

/// <summary>The one log level of a legacy server that many sessions set: the most verbose that any of them wants.</summary>
internal sealed class SharedLogging(SharedRun run)
{
    private LoggingLevel? _told;

    /// <summary>A session sets its level.</summary>
    public void OnSetLevel(SharedPort port, Frame frame)
    {
        var id = frame.Raw(frame.Envelope.Id);
        var place = frame.Envelope.Params.IsPresent ? JsonMembers.Find(frame.Raw(frame.Envelope.Params), "level"u8) : default;
        place = place with { Start = frame.Envelope.Params.Start + place.Start };
        if ((place.IsPresent ? LoggingLevels.Parse(frame.Raw(place)) : null) is not { } level)
        {
            port.Deliver(Answer.Error(id, ErrorCodes.InvalidParams, "Invalid params: there is no such log level."));
            return;
        }

        byte[]? answer;
        lock (run.Gate)
        {
            port.Level = level;
            var wanted = Wanted() ?? level;
            if (_told == wanted)
            {
                answer = Answer.Result(id, "{}"u8);
            }
            else
            {
                _told = wanted;
                answer = run.Requests.Forward(port, frame, look: OnAnswer, target: wanted == level ? default : place, replacement: Quoted(wanted));
                if (answer is not null) _told = null;
            }
        }

        if (answer is not null) port.Deliver(answer);
    }

    /// <summary>A session has left: what only it wanted is not written any more. Under the lock of the run.</summary>
    public void OnLeft()
    {
        if (_told is null || Wanted() is not { } wanted || wanted == _told) return;
        if (run.Requests.Ask(Methods.SetLevel, [.. "{\"level\":"u8, .. Quoted(wanted), (byte)'}'], static _ => { })) _told = wanted;
    }

    /// <summary>The server has a new session, which knows of no level. Under the lock of the run.</summary>
    public void OnReopened() => _told = null;

    /// <summary>Whether a message is of a level that the session has asked for. Under the lock of the run.</summary>
    /// <remarks>One that has not asked leaves the choice to the server, or, where others have chosen for it, to us: warnings, and what is worse.</remarks>
    public bool IsWanted(SharedPort port, Frame frame)
    {
        if ((port.Level ?? (_told is null ? null : LoggingLevel.Warning)) is not { } least) return true;
        return !frame.Envelope.Params.IsPresent || LoggingLevels.Parse(JsonMembers.Raw(frame.Raw(frame.Envelope.Params), "level"u8)) is not { } level || level >= least;
    }

    private static byte[] Quoted(LoggingLevel level) => Encoding.ASCII.GetBytes($"\"{level.Word()}\"");

    private LoggingLevel? Wanted() => run.Ports.Min(port => port.Level);

    private byte[]? OnAnswer(Frame answer)
    {
        if (answer.Envelope.Kind == FrameKind.Result) return null;
        lock (run.Gate) _told = null;
        return null;
    }
}
