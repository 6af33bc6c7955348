using System.Text.Json;

namespace Gateway.Core.Protocol;

/// <summary>Reads what the gateway needs of a <c>result</c>: whether it is a tool error, and where its <c>_meta</c> is.</summary>
internal static class ResultReader
{
    public static FrameFault Read(ref Utf8JsonReader reader, ref Envelope envelope)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            envelope.Result = EnvelopeReader.Value(ref reader);
            return FrameFault.None;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = EnvelopeMembers.Match(ref reader).Exact;
            reader.Read();
            if (member == EnvelopeMember.IsError) envelope.IsToolError = reader.TokenType == JsonTokenType.True;
            if (member == EnvelopeMember.Meta && reader.TokenType == JsonTokenType.StartObject) envelope.ResultMeta = EnvelopeReader.Value(ref reader);
            else reader.Skip();
        }

        envelope.Result = new(start, (int)reader.BytesConsumed - start);
        return FrameFault.None;
    }
}
