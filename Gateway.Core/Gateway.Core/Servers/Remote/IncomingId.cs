using System.Text.Json;
using Gateway.Core.Protocol;
using Gateway.Core.Routing;

namespace Gateway.Core.Servers.Remote;

/// <summary>Tells which request a received message answers, reading no further than it must.</summary>
internal static class IncomingId
{
    /// <summary>The raw id of an answer; empty when it is none.</summary>
    public static ReadOnlySpan<byte> OfAnswer(ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> id = default;
        var isAnswer = false;
        var reader = new JsonScanner(message);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.TextEquals("method"u8)) return default;
            var isId = reader.TextEquals("id"u8);
            isAnswer |= reader.TextEquals("result"u8) || reader.TextEquals("error"u8);
            // Most servers write the id first: then a long result need not be read here.
            if (isAnswer && !id.IsEmpty) return id;
            reader.Read();
            var value = reader.SkipValue();
            if (isId) id = value.Of(message);
        }

        return isAnswer && reader.Fault == FrameFault.None ? id : default;
    }

    /// <summary>Whether the message answers the request with this raw id. Some servers turn numbers into strings.</summary>
    public static bool Answers(ReadOnlySpan<byte> message, OutgoingMessage request)
    {
        var id = OfAnswer(message);
        if (id.IsEmpty || request.Id is null) return false;
        return id.SequenceEqual(request.Id) || (request.Number != 0 && WireId.TryRead(id, out var number) && number == request.Number);
    }
}
