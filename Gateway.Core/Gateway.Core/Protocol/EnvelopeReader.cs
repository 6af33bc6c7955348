using System.Text.Json;
using System.Text.Unicode;

namespace Gateway.Core.Protocol;

/// <summary>Finds a frame's envelope in one pass, which also proves that the line is one valid JSON object.</summary>
internal static class EnvelopeReader
{
    public static FrameFault Read(Frame frame, int maxDepth)
    {
        frame.Envelope = default;
        var bytes = frame.Bytes;
        if (!Utf8.IsValid(bytes)) return FrameFault.InvalidUtf8;
        var reader = new JsonScanner(bytes, maxDepth);
        if (!reader.Read()) return FrameFault.InvalidJson;
        var fault = reader.TokenType switch
        {
            JsonTokenType.StartArray => FrameFault.Batch,
            JsonTokenType.StartObject => ReadMembers(ref reader, ref frame.Envelope),
            _ => FrameFault.NotAnObject,
        };
        while (reader.Read())
        {
            // The rest must be JSON whatever was found so far: a parse error is the truer answer.
        }

        if (reader.Fault != FrameFault.None) return reader.Fault;
        return fault != FrameFault.None ? fault : Classify(bytes, ref frame.Envelope);
    }

    private static FrameFault ReadMembers(ref JsonScanner reader, ref Envelope envelope)
    {
        var seen = default(SeenMembers);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = EnvelopeMembers.Match(ref reader);
            if (!seen.TryAdd(member)) return FrameFault.DoubledMember;
            reader.Read();
            var fault = FrameFault.None;
            switch (member.Exact)
            {
                case EnvelopeMember.Id: envelope.Id = reader.SkipValue(); break;
                case EnvelopeMember.Method:
                    if (reader.TokenType != JsonTokenType.String) return FrameFault.NotJsonRpc;
                    envelope.Method = reader.SkipValue();
                    break;
                case EnvelopeMember.JsonRpc:
                    if (reader.TokenType != JsonTokenType.String || !reader.TextEquals("2.0"u8)) return FrameFault.NotJsonRpc;
                    seen.HasVersion = true;
                    break;
                case EnvelopeMember.Params when reader.TokenType == JsonTokenType.Null: break; // some clients write it for none
                case EnvelopeMember.Params: fault = ParamsReader.Read(ref reader, ref envelope); break;
                case EnvelopeMember.Result: fault = ResultReader.Read(ref reader, ref envelope); break;
                case EnvelopeMember.Error: envelope.Error = reader.SkipValue(); break;
                // "Params" alone would pass the guardrails unread and may be taken for params by the receiver.
                case EnvelopeMember.None when member.AnyCase is EnvelopeMember.Id or EnvelopeMember.Method or EnvelopeMember.Params or EnvelopeMember.Result or EnvelopeMember.Error:
                    return FrameFault.DoubledMember;
                default:
                    envelope.HasExtras |= member.Exact is not EnvelopeMember.Params;
                    reader.Skip();
                    break;
            }

            if (fault != FrameFault.None) return fault;
        }

        return seen.HasVersion ? FrameFault.None : FrameFault.NotJsonRpc;
    }

    private static FrameFault Classify(ReadOnlySpan<byte> bytes, ref Envelope envelope)
    {
        if (envelope.Id.IsPresent && !IsId(bytes[envelope.Id.Start], envelope)) return FrameFault.InvalidId;
        envelope.Kind = (envelope.Method.IsPresent, envelope.Id.IsPresent, envelope.Result.IsPresent, envelope.Error.IsPresent) switch
        {
            (true, true, false, false) => FrameKind.Request,
            (true, false, false, false) => FrameKind.Notification,
            (false, true, true, false) => FrameKind.Result,
            (false, true, false, true) => FrameKind.Error,
            _ => FrameKind.Invalid,
        };
        if (envelope.Kind == FrameKind.Invalid) return FrameFault.NotJsonRpc;
        // An answer has no params: guardrails would look at its result alone, and both would be sent on.
        if (envelope.Params.IsPresent && envelope.Kind is (FrameKind.Result or FrameKind.Error)) return FrameFault.NotJsonRpc;
        if (envelope.Kind == FrameKind.Request) envelope.ProgressToken = envelope.MetaProgressToken;
        if (envelope.Params.IsPresent && bytes[envelope.Params.Start] is not ((byte)'{' or (byte)'[')) return FrameFault.NotJsonRpc;
        return FrameFault.None;
    }

    // An error that answers an unreadable request has the id null (JSON-RPC 2.0 §5).
    private static bool IsId(byte first, in Envelope envelope) =>
        first is (byte)'"' or (byte)'-' or (>= (byte)'0' and <= (byte)'9') || (first == 'n' && envelope.Error.IsPresent);
}
