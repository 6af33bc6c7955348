using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Core.Trust;

/// <summary>The text of trust.json: files, their servers, and of each text its place, its keyed hash and what may be shown.</summary>
internal static class PinsJson
{
    public const int Version = 1;

    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null when a newer gateway has written it.</summary>
    /// <exception cref="FormatException">It is damaged; so may a <see cref="JsonException"/>, <see cref="KeyNotFoundException"/> or <see cref="InvalidOperationException"/> say.</exception>
    public static Pins? Read(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.GetProperty("version").GetInt32() != Version) return null;
        var pins = new Pins();
        foreach (var file in document.RootElement.GetProperty("files").EnumerateObject())
        {
            pins.Know(file.Name);
            foreach (var server in file.Value.EnumerateObject())
            {
                var read = new List<Pin>();
                foreach (var pin in server.Value.EnumerateArray()) read.Add(Read(pin));
                pins.Pin(file.Name, server.Name, new() { Pins = read });
            }
        }

        return pins;
    }

    public static byte[] Write(Pins pins)
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output, Readable))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", Version);
            writer.WriteStartObject("files");
            foreach (var file in pins.Files)
            {
                writer.WriteStartObject(file);
                foreach (var server in pins.Servers(file)) Write(writer, server, pins.Find(file, server)!); // named just now
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return output.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, string server, PinnedServer pinned)
    {
        writer.WriteStartArray(server);
        foreach (var pin in pinned.Pins)
        {
            writer.WriteStartObject();
            writer.WriteString("place", pin.Place);
            writer.WriteString("hash", pin.Hash);
            if (pin.Shown is { } shown) writer.WriteString("shown", shown);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static Pin Read(JsonElement pin) => new()
    {
        Place = pin.GetProperty("place").GetString() ?? throw new FormatException(),
        Hash = pin.GetProperty("hash").GetString() is { Length: 2 * Sha256.HashBytes } hash ? hash : throw new FormatException(),
        Shown = pin.TryGetProperty("shown", out var shown) ? shown.GetString() : null,
    };
}
