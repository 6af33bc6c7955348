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
        // The reader accepts invalid UTF-8 and throws only when a string is decoded: too late for a frame that was forwarded.
        if (!Utf8.IsValid(bytes)) return FrameFault.InvalidUtf8;
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = maxDepth });
            if (!reader.Read()) return FrameFault.InvalidJson;
            if (reader.TokenType == JsonTokenType.StartArray) return FrameFault.Batch;
            if (reader.TokenType != JsonTokenType.StartObject) return FrameFault.NotAnObject;
            var fault = ReadMembers(ref reader, ref frame.Envelope);
            while (reader.Read())
            {
                // After a fault: the rest must still be JSON, because a parse error is the truer answer.
            }

            return fault != FrameFault.None ? fault : Classify(bytes, ref frame.Envelope);
        }
        catch (JsonException exception)
        {
            return exception.Message.Contains("maximum configured depth", StringComparison.Ordinal) ? FrameFault.TooDeep : FrameFault.InvalidJson;
        }
    }

    private static FrameFault ReadMembers(ref Utf8JsonReader reader, ref Envelope envelope)
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
                case EnvelopeMember.Id: envelope.Id = Value(ref reader); break;
                case EnvelopeMember.Method:
                    if (reader.TokenType != JsonTokenType.String) return FrameFault.NotJsonRpc;
                    envelope.Method = Value(ref reader);
                    break;
                case EnvelopeMember.JsonRpc:
                    if (reader.TokenType != JsonTokenType.String || !reader.Spells("2.0"u8)) return FrameFault.NotJsonRpc;
                    seen.HasVersion = true;
                    break;
                case EnvelopeMember.Params: fault = ParamsReader.Read(ref reader, ref envelope); break;
                case EnvelopeMember.Result: fault = ResultReader.Read(ref reader, ref envelope); break;
                case EnvelopeMember.Error: envelope.Error = Value(ref reader); break;
                default: reader.Skip(); break;
            }

            if (fault != FrameFault.None) return fault;
        }

        return seen.HasVersion ? FrameFault.None : FrameFault.NotJsonRpc;
    }

    /// <summary>The value the reader stands on; afterwards it stands on the value's last token.</summary>
    public static Slice Value(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return new(start, (int)reader.BytesConsumed - start);
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
        if (envelope.Kind == FrameKind.Request) envelope.ProgressToken = envelope.MetaProgressToken;
        if (envelope.Params.IsPresent && bytes[envelope.Params.Start] is not ((byte)'{' or (byte)'[')) return FrameFault.NotJsonRpc;
        return FrameFault.None;
    }

    // An error that answers an unreadable request has the id null (JSON-RPC 2.0 §5).
    private static bool IsId(byte first, in Envelope envelope) =>
        first is (byte)'"' or (byte)'-' or (>= (byte)'0' and <= (byte)'9') || (first == 'n' && envelope.Error.IsPresent);
}
