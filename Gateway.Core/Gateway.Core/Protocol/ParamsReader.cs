using System.Text;
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
                case EnvelopeMember.Uri: envelope.Uri = reader.SkipValue(); break;
                case EnvelopeMember.Task: envelope.Task = reader.SkipValue(); break;
                case EnvelopeMember.TaskId: envelope.TaskId = reader.SkipValue(); break;
                case EnvelopeMember.RequestState: envelope.RequestState = reader.SkipValue(); break;
                case EnvelopeMember.InputResponses: envelope.InputResponses = reader.SkipValue(); break;
                case EnvelopeMember.Arguments: envelope.Arguments = reader.SkipValue(); break;
                case EnvelopeMember.Cursor: envelope.Cursor = reader.SkipValue(); break;
                case EnvelopeMember.RequestId: envelope.RequestId = reader.SkipValue(); break;
                case EnvelopeMember.ProgressToken: envelope.ProgressToken = reader.SkipValue(); break;
                case EnvelopeMember.Meta when reader.TokenType == JsonTokenType.StartObject:
                    if (ReadMeta(ref reader, ref envelope) is var fault and not FrameFault.None) return fault;
                    break;
                case EnvelopeMember.Meta: envelope.Meta = reader.SkipValue(); break; // some clients write null
                default: reader.Skip(); break;
            }
        }

        envelope.Params = new(start, reader.Consumed - start);
        return FrameFault.None;
    }

    private static FrameFault ReadMeta(ref JsonScanner reader, ref Envelope envelope)
    {
        var start = reader.TokenStart;
        var seen = default(SeenMembers);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isReserved = IsReserved(ref reader, out var key);
            var member = isReserved ? default : EnvelopeMembers.Match(ref reader);
            if (!seen.TryAdd(member)) return FrameFault.DoubledMember;
            reader.Read();
            if (isReserved && !envelope.Reserved.TryAdd(key, reader.SkipValue())) return FrameFault.DoubledMember;
            if (isReserved) continue;
            if (member.Exact == EnvelopeMember.ProgressToken) envelope.MetaProgressToken = reader.SkipValue();
            else reader.Skip();
        }

        envelope.Meta = new(start, reader.Consumed - start);
        return FrameFault.None;
    }

    private static bool IsReserved(ref JsonScanner reader, out ReadOnlySpan<byte> key)
    {
        var name = reader.IsEscaped ? Encoding.UTF8.GetBytes(reader.Text()) : reader.ValueSpan;
        var isReserved = name.StartsWith(ReservedMeta.Prefix);
        key = isReserved ? name[ReservedMeta.Prefix.Length..] : default;
        return isReserved;
    }
}
