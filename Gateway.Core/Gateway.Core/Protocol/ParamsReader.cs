using System.Text.Json;

namespace Gateway.Core.Protocol;

/// <summary>Reads the routing members of <c>params</c> and of its <c>_meta</c>.</summary>
internal static class ParamsReader
{
    public static FrameFault Read(ref JsonScanner reader, ref Envelope envelope)
    {
        var start = reader.TokenStart;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            envelope.Params = reader.SkipValue();
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
                case EnvelopeMember.Name: envelope.Name = reader.SkipValue(); break;
                case EnvelopeMember.Arguments: envelope.Arguments = reader.SkipValue(); break;
                case EnvelopeMember.Cursor: envelope.Cursor = reader.SkipValue(); break;
                case EnvelopeMember.RequestId: envelope.RequestId = reader.SkipValue(); break;
                case EnvelopeMember.ProgressToken: envelope.ProgressToken = reader.SkipValue(); break;
                case EnvelopeMember.Meta when reader.TokenType == JsonTokenType.StartObject:
                    if (ReadMeta(ref reader, ref envelope) is var fault and not FrameFault.None) return fault;
                    break;
                default: reader.Skip(); break;
            }
        }

        envelope.Params = new(start, reader.Consumed - start);
        return FrameFault.None;
    }

    private static FrameFault ReadMeta(ref JsonScanner reader, ref Envelope envelope)
    {
        var seen = default(SeenMembers);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = EnvelopeMembers.Match(ref reader);
            if (!seen.TryAdd(member)) return FrameFault.DoubledMember;
            reader.Read();
            if (member.Exact == EnvelopeMember.ProgressToken) envelope.MetaProgressToken = reader.SkipValue();
            else reader.Skip();
        }

        return FrameFault.None;
    }
}
