using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Plugins.Xetrack.Rows;

/// <summary>Members that got no column, as one JSON object.</summary>
internal sealed class Rest
{
    // As deep as what is read: a writer that gives up takes the whole batch with it.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = JsonValues.Deepest + 1 };

    private List<JsonProperty>? _members;

    public void Add(JsonProperty member) => (_members ??= []).Add(member);

    /// <summary>Null when there are none.</summary>
    public string? ToJson()
    {
        if (_members is null) return null;
        var json = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(json, Relaxed);
        writer.WriteStartObject();
        foreach (var member in _members)
        {
            writer.WritePropertyName(member.Name);
            member.Value.WriteTo(writer);
        }

        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }
}
