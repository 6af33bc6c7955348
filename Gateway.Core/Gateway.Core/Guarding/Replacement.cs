using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Core.Configuration;
using Gateway.Core.Protocol;

namespace Gateway.Core.Guarding;

/// <summary>Puts the payload that a guardrail made into the message. In a request only <c>arguments</c> may differ.</summary>
internal static class Replacement
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = int.MaxValue };

    public static void Apply(Passage passage, JsonElement payload)
    {
        var (frame, target) = (passage.Frame, passage.Payload);
        if (payload.ValueKind != JsonValueKind.Object || !target.IsPresent) throw new GuardrailFailedException(FailureKind.Invalid, null);
        if (!passage.Info.IsAnswer)
        {
            if (!frame.Envelope.Arguments.IsPresent || !payload.TryGetProperty("arguments", out var arguments) || arguments.ValueKind != JsonValueKind.Object || !IsOnlyArguments(frame, payload))
            {
                throw new GuardrailFailedException(FailureKind.Invalid, null);
            }

            (target, payload) = (frame.Envelope.Arguments, arguments);
        }

        // Written anew and not as the plugin's raw text: that may hold line breaks, which end a message on stdio.
        var value = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(value, Compact)) payload.WriteTo(writer);
        var bytes = frame.Bytes;
        MaskedFrame.Set(passage, [.. bytes[..target.Start], .. value.WrittenSpan, .. bytes[target.End..]]);
    }

    private static bool IsOnlyArguments(Frame frame, JsonElement payload)
    {
        using var before = JsonDocument.Parse(frame.Raw(frame.Envelope.Params).ToArray(), new() { MaxDepth = int.MaxValue });
        var members = 0;
        foreach (var member in before.RootElement.EnumerateObject())
        {
            members++;
            if (!payload.TryGetProperty(member.Name, out var now)) return false;
            if (member.Name != "arguments" && !JsonElement.DeepEquals(member.Value, now)) return false;
        }

        return payload.EnumerateObject().Count() == members;
    }
}
