using System.Text.Json;

namespace Gateway.Core.Protocol;

/// <summary>Reads the routing members of <c>params</c> and of its <c>_meta</c>.</summary>
internal static class ParamsReader
{
    public static FrameFault Read(ref Utf8JsonReader reader, ref Envelope envelope)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            envelope.Params = EnvelopeReader.Value(ref reader);
            return FrameFault.None;
        }

        var seen = default(SeenMembers);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = EnvelopeMembers.Match(ref reader);
            if (!seen.TryAdd(member)) return FrameFault.DoubledMember;
            reader.Read();
            switch (member.Exact)
            {
                case EnvelopeMember.Name: envelope.Name = EnvelopeReader.Value(ref reader); break;
                case EnvelopeMember.Arguments: envelope.Arguments = EnvelopeReader.Value(ref reader); break;
                case EnvelopeMember.Cursor: envelope.Cursor = EnvelopeReader.Value(ref reader); break;
                case EnvelopeMember.RequestId: envelope.RequestId = EnvelopeReader.Value(ref reader); break;
                case EnvelopeMember.ProgressToken: envelope.ProgressToken = EnvelopeReader.Value(ref reader); break;
                case EnvelopeMember.Meta when reader.TokenType == JsonTokenType.StartObject:
                    if (ReadMeta(ref reader, ref envelope) is var fault and not FrameFault.None) return fault;
                    break;
                default: reader.Skip(); break;
            }
        }

        envelope.Params = new(start, (int)reader.BytesConsumed - start);
        return FrameFault.None;
    }

    private static FrameFault ReadMeta(ref Utf8JsonReader reader, ref Envelope envelope)
    {
        var seen = default(SeenMembers);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = EnvelopeMembers.Match(ref reader);
            if (!seen.TryAdd(member)) return FrameFault.DoubledMember;
            reader.Read();
            if (member.Exact == EnvelopeMember.ProgressToken) envelope.MetaProgressToken = EnvelopeReader.Value(ref reader);
            else reader.Skip();
        }

        return FrameFault.None;
    }
}
