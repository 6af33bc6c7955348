using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Plugins.Lasso.Settings;

/// <summary>Reads a duration in the two forms that the gateway's own time limits have: milliseconds, or <c>"00:00:02"</c>.</summary>
internal sealed class DurationConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt32(out var milliseconds) => TimeSpan.FromMilliseconds(milliseconds),
        JsonTokenType.String when reader.GetString() is { } text && text.Contains(':') && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var duration) => duration,
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString("c", CultureInfo.InvariantCulture));
}
