using System.Text;
using Gateway.Core.Protocol;

namespace Gateway.Core.Eras;

/// <summary>The result by which a modern server asks its client for input before it goes on (2026-07-28, patterns/mrtr).</summary>
internal static class InputRequired
{
    /// <summary>Whether an answer is such a result.</summary>
    public static bool Is(Frame frame) => frame.Envelope.ResultType.IsPresent && frame.Raw(frame.Envelope.ResultType).SequenceEqual("\"input_required\""u8);

    /// <summary>Requests that may be answered so.</summary>
    public static bool MayAnswer(string method) => method is Methods.ToolsCall or Methods.PromptsGet or Methods.ResourcesRead;

    /// <summary>Such a result.</summary>
    /// <param name="requests">By key: method, and raw params or nothing.</param>
    /// <param name="state">What the client must send back.</param>
    public static byte[] Result(IEnumerable<(string Key, string Method, byte[] Params)> requests, string state)
    {
        var members = requests.Select(request => KeyValuePair.Create(request.Key, Request(request.Method, request.Params)));
        return [.. "{\"resultType\":\"input_required\",\"inputRequests\":"u8, .. JsonMembers.Write(members), .. ",\"requestState\":"u8, .. JsonText.Quote(state), (byte)'}'];
    }

    /// <summary>A request of a client, once more and with what it was asked for.</summary>
    /// <param name="frame">The request as it was sent before.</param>
    /// <param name="responses">By key: raw results.</param>
    /// <param name="state">The server's raw <c>requestState</c>; empty when it gave none.</param>
    public static Frame Retry(Frame frame, IReadOnlyCollection<KeyValuePair<string, byte[]>> responses, ReadOnlySpan<byte> state)
    {
        if (frame.Envelope.InputResponses.IsPresent || frame.Envelope.RequestState.IsPresent) frame = Without(frame); // a legacy client's own, which mean nothing
        var at = frame.Envelope.Params.Start + 1;
        byte[] members =
        [
            .. responses.Count > 0 ? (byte[])[.. "\"inputResponses\":"u8, .. JsonMembers.Write(responses), (byte)','] : [],
            .. state.IsEmpty ? [] : (byte[])[.. "\"requestState\":"u8, .. state, (byte)','],
        ];
        var retry = Frame.Of([.. frame.Bytes[..at], .. members, .. frame.Bytes[at..]]);
        EnvelopeReader.Read(retry, int.MaxValue);
        return retry;
    }

    /// <summary>The same request without what it came back with: for a server of the other era it is a new call.</summary>
    public static Frame Without(Frame frame)
    {
        var bytes = frame.Bytes;
        var parameters = frame.Envelope.Params;
        var kept = JsonMembers.Members(frame.Raw(parameters)).Where(member => member.Key is not ("inputResponses" or "requestState"));
        var request = Frame.Of([.. bytes[..parameters.Start], .. JsonMembers.Write(kept), .. bytes[parameters.End..]]);
        EnvelopeReader.Read(request, int.MaxValue);
        return request;
    }

    /// <summary>The URLs that a legacy server wants the user to visit first (2025-11-25, error -32042), as questions; none when the error is another.</summary>
    public static IReadOnlyList<(string Key, string Method, byte[] Params)> Urls(Frame frame)
    {
        var error = frame.Raw(frame.Envelope.Error);
        if (!JsonMembers.Raw(error, "code"u8).SequenceEqual("-32042"u8)) return [];
        var asked = JsonMembers.Items(JsonMembers.Raw(JsonMembers.Raw(error, "data"u8), "elicitations"u8));
        // Pages only: a form must be asked for as one, so that it is known what the client can do.
        return [.. asked.Where(elicitation => JsonMembers.Text(elicitation, "mode"u8) == "url").Select((elicitation, index) => ($"url-{index + 1}", Methods.ElicitationCreate, elicitation))];
    }

    private static byte[] Request(string method, byte[] parameters) =>
        [.. "{\"method\":"u8, .. JsonText.Quote(method), .. ",\"params\":"u8, .. parameters.Length > 0 ? parameters : Encoding.ASCII.GetBytes("{}"), (byte)'}'];
}
