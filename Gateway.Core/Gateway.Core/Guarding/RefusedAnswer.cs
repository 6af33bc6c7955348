using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Core.Protocol;

namespace Gateway.Core.Guarding;

/// <summary>The answer that stands in the place of a refused message.</summary>
internal static class RefusedAnswer
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The <c>_meta</c> member that tells a program that a guardrail refused, and which.</summary>
    public const string MetaKey = "mcp-gateway/blocked";

    /// <summary>For tools/call: a result, so that the model learns the reason. Lasso's sentence comes first, clients match on it.</summary>
    public static byte[] ToolResult(ReadOnlySpan<byte> id, MessageInfo info, Refusal refusal, FindingCounts? findings)
    {
        var output = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(output, Relaxed);
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        writer.WritePropertyName("id"u8);
        writer.WriteRawValue(id, skipInputValidation: true);
        writer.WriteStartObject("result"u8);
        writer.WriteStartArray("content"u8);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "text"u8);
        writer.WriteString("text"u8, Sentence(info, refusal));
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteBoolean("isError"u8, true);
        writer.WriteStartObject("_meta"u8);
        writer.WriteStartObject(MetaKey);
        writer.WriteString("guardrail"u8, refusal.Guardrail);
        writer.WriteString("code"u8, refusal.Code);
        writer.WriteEndObject();
        if (findings is { IsEmpty: false })
        {
            writer.WritePropertyName(GuardrailNote.MetaKey);
            writer.WriteRawValue(findings.ToJson(), skipInputValidation: true);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>For every other request.</summary>
    public static byte[] Error(ReadOnlySpan<byte> id, MessageInfo info, Refusal refusal) => Answer.Error(id, ErrorCodes.Blocked, Sentence(info, refusal));

    private static string Sentence(MessageInfo info, Refusal refusal)
    {
        var what = info.IsAnswer ? "Response" : "Request";
        var where = info.Tool is null ? $"'{Printable.Line(info.Method, 80)}'" : $"tool '{info.Server}/{Printable.Line(info.Tool)}'";
        return $"Gateway policy violation: {what} blocked by gateway policy for {where}. {refusal.Reason}";
    }
}
