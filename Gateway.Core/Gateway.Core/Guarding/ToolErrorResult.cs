using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Core.Protocol;

namespace Gateway.Core.Guarding;

/// <summary>Turns a tool's result into a tool error without <c>structuredContent</c>, because the masked content no longer fits its schema.</summary>
internal static class ToolErrorResult
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] WithoutStructuredContent(Frame frame)
    {
        var result = frame.Raw(frame.Envelope.Result);
        var output = new ArrayBufferWriter<byte>(frame.Length);
        output.Write(frame.Bytes[..frame.Envelope.Result.Start]);
        using (var writer = new Utf8JsonWriter(output, Relaxed)) Rewrite(result, writer);
        output.Write(frame.Bytes[frame.Envelope.Result.End..]);
        return output.WrittenSpan.ToArray();
    }

    private static void Rewrite(ReadOnlySpan<byte> result, Utf8JsonWriter writer)
    {
        var reader = new JsonScanner(result);
        ReadOnlySpan<byte> structured = default;
        var hasContent = false;
        reader.Read();
        writer.WriteStartObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isStructured, isFlag, isContent) =
                (reader.TextEquals("structuredContent"u8), reader.TextEquals("isError"u8), reader.TextEquals("content"u8));
            var name = JsonText.Unescape(result.Slice(reader.TokenStart, reader.ValueSpan.Length + 2));
            reader.Read();
            var value = reader.SkipValue().Of(result);
            if (isStructured) structured = value;
            if (isStructured || isFlag) continue;
            // The specification asks servers to repeat structured content as text; those that don't send an empty list.
            if (isContent && value.IndexOf((byte)'{') < 0) continue;
            hasContent |= isContent;
            writer.WritePropertyName(name);
            writer.WriteRawValue(value, skipInputValidation: true);
        }

        if (!hasContent) WriteAsText(structured, writer);
        writer.WriteBoolean("isError"u8, true);
        writer.WriteEndObject();
    }

    private static void WriteAsText(ReadOnlySpan<byte> structured, Utf8JsonWriter writer)
    {
        writer.WriteStartArray("content"u8);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "text"u8);
        writer.WriteString("text"u8, structured);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
