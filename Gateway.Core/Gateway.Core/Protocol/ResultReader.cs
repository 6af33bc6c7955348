using System.Text.Json;

namespace Gateway.Core.Protocol;

/// <summary>Reads what the gateway needs of a <c>result</c>: its type, whether it is a tool error, and where its <c>_meta</c> is.</summary>
internal static class ResultReader
{
    public static FrameFault Read(ref JsonScanner reader, ref Envelope envelope)
    {
        var start = reader.TokenStart;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            envelope.Result = reader.SkipValue();
            return FrameFault.None;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = EnvelopeMembers.Match(ref reader).Exact;
            reader.Read();
            if (member == EnvelopeMember.IsError) envelope.IsToolError = reader.TokenType == JsonTokenType.True;
            if (member == EnvelopeMember.ResultType) envelope.ResultType = reader.SkipValue();
            else if (member == EnvelopeMember.Meta && reader.TokenType == JsonTokenType.StartObject) envelope.ResultMeta = reader.SkipValue();
            else reader.Skip();
        }

        envelope.Result = new(start, reader.Consumed - start);
        return FrameFault.None;
    }
}
