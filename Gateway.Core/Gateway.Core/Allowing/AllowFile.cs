using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Core.Configuration;
using Gateway.Core.Home;
using Gateway.Core.Protocol;

namespace Gateway.Core.Allowing;

/// <summary>The list of allowed values in the gateway's home, and the key of their hashes beside it. Several gateways may use it at once.</summary>
internal sealed class AllowFile(string home, TimeProvider time)
{
    private const int KeyBytes = 32;
    private const int Version = 1;

    private readonly string _list = PathIn(home);
    private readonly string _key = Path.Combine(home, "allow.key");
    private readonly string _lock = Path.Combine(home, "allow.lock");

    /// <summary>The list's file, which need not exist.</summary>
    public static string PathIn(string home) => Path.Combine(home, "allow.json");

    /// <summary>What the engine asks; null when nothing is allowed, and then nothing was loaded.</summary>
    /// <exception cref="ConfigurationException">The list or the key cannot be used.</exception>
    public AllowedValues? Load()
    {
        var values = List();
        return values.Count == 0 ? null : new(ReadKey(), values);
    }

    /// <summary>The allowed values, oldest first.</summary>
    /// <exception cref="ConfigurationException">The list cannot be used.</exception>
    public IReadOnlyList<AllowedValue> List()
    {
        if (!File.Exists(_list)) return [];
        try
        {
            using var document = JsonDocument.Parse(PrivateFile.Read(_list));
            var root = document.RootElement;
            if (root.GetProperty("version").GetInt32() != Version) throw new ConfigurationException($"{Printable.Line(_list)} was written by a newer gateway; update this one, or delete the file to allow nothing");
            return [.. root.GetProperty("values").EnumerateArray().Select(Read)];
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ConfigurationException($"{Printable.Line(_list)} is damaged, so it is not known which values are allowed; restore it, or delete it to allow nothing");
        }
    }

    /// <summary>Remembers a value; one that is remembered already stays as it is.</summary>
    /// <exception cref="ConfigurationException">The list or the key cannot be used or written.</exception>
    public AllowedValue Add(string value, string? kind, string note)
    {
        using var held = PrivateFile.Lock(_lock);
        var values = List();
        if (values.Count == 0 && !File.Exists(_key)) PrivateFile.Write(_key, RandomNumberGenerator.GetBytes(KeyBytes));
        var hash = AllowedValues.Hash(ReadKey(), value);
        var same = values.FirstOrDefault(known => known.Hash == hash && string.Equals(known.Kind, kind, StringComparison.OrdinalIgnoreCase));
        if (same is not null) return same;
        var added = new AllowedValue { Id = NewId(values), Hash = hash, Kind = kind, Added = time.GetUtcNow(), Note = note };
        Save([.. values, added]);
        return added;
    }

    /// <summary>Forgets a value; false when there is none with this id.</summary>
    /// <exception cref="ConfigurationException">The list cannot be used or written.</exception>
    public bool Remove(string id)
    {
        using var held = PrivateFile.Lock(_lock);
        var values = List();
        AllowedValue[] kept = [.. values.Where(value => !string.Equals(value.Id, id, StringComparison.OrdinalIgnoreCase))];
        if (kept.Length == values.Count) return false;
        Save(kept);
        return true;
    }

    private byte[] ReadKey()
    {
        if (!File.Exists(_key)) throw new ConfigurationException($"{Printable.Line(_key)} is missing, without which no value in {Printable.Line(_list)} can be recognised; restore it, or delete the list to allow nothing");
        var key = PrivateFile.Read(_key);
        return key.Length == KeyBytes ? key : throw new ConfigurationException($"{Printable.Line(_key)} is damaged; restore it, or delete it and {Printable.Line(_list)} to allow nothing");
    }

    private static AllowedValue Read(JsonElement value)
    {
        var hash = value.GetProperty("hash").GetString() ?? "";
        if (Convert.FromHexString(hash).Length != HMACSHA256.HashSizeInBytes) throw new FormatException();
        return new()
        {
            Id = value.GetProperty("id").GetString() ?? throw new FormatException(),
            Hash = hash.ToLowerInvariant(),
            Kind = value.TryGetProperty("kind", out var kind) ? kind.GetString() : null,
            Added = value.GetProperty("added").GetDateTimeOffset(),
            Note = value.TryGetProperty("note", out var note) ? note.GetString() ?? "" : "",
        };
    }

    private void Save(AllowedValue[] values)
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output, new() { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", Version);
            writer.WriteStartArray("values");
            foreach (var value in values)
            {
                writer.WriteStartObject();
                writer.WriteString("id", value.Id);
                writer.WriteString("hash", value.Hash);
                if (value.Kind is { } kind) writer.WriteString("kind", kind);
                writer.WriteString("added", value.Added.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
                if (value.Note.Length > 0) writer.WriteString("note", value.Note);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        PrivateFile.Write(_list, output.ToArray());
    }

    private static string NewId(IReadOnlyList<AllowedValue> values)
    {
        string id;
        do id = RandomNumberGenerator.GetHexString(8, lowercase: true); while (values.Any(value => value.Id == id));
        return id;
    }
}
