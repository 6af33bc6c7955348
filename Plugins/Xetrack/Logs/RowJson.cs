using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Plugins.Xetrack.Rows;

namespace Gateway.Plugins.Xetrack.Logs;

/// <summary>A row as one flat JSON object.</summary>
internal static class RowJson
{
    public static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static void WriteMembers(Utf8JsonWriter writer, Row row)
    {
        foreach (var (name, value) in row.Values)
        {
            switch (value)
            {
                case null: writer.WriteNull(name); break;
                case string text: writer.WriteString(name, text); break;
                case long number: writer.WriteNumber(name, number); break;
                case double number: writer.WriteNumber(name, number); break;
                case bool truth: writer.WriteBoolean(name, truth); break;
            }
        }
    }
}
