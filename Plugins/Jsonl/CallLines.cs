using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Plugins.Jsonl;

/// <summary>Records as lines of JSON, for one write.</summary>
internal sealed class CallLines(bool payloads)
{
    private const int KeptBytes = 4 * 1024 * 1024;

    // Placeholders such as <TOKEN> stay readable; the file is no HTML.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // Legal in a JSON string as they are, and commands for a terminal, or line ends for some readers.
    private static readonly SearchValues<char> Unseen = SearchValues.Create([.. Enumerable.Range(0x7F, 0x21).Select(code => (char)code), '\u2028', '\u2029']);

    private readonly List<int> _ends = [];
    private ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlySpan<byte> Bytes => _buffer.WrittenSpan;

    /// <summary>Where each line ends, its line end included.</summary>
    public IReadOnlyList<int> Ends => _ends;

    public void Clear()
    {
        _ends.Clear();
        if (_buffer.Capacity > KeptBytes) _buffer = new();
        else _buffer.ResetWrittenCount();
    }

    public void Add(CallRecord record)
    {
        using var writer = new Utf8JsonWriter(_buffer, Relaxed);
        writer.WriteStartObject();
        writer.WriteString("time"u8, record.Time.UtcDateTime);
        writer.WriteString("id"u8, record.Id);
        writer.WriteString("session"u8, record.Session);
        Write(writer, "client"u8, record.ClientName);
        Write(writer, "client_version"u8, record.ClientVersion);
        writer.WriteString("server"u8, record.Server);
        writer.WriteString("method"u8, record.Method);
        writer.WriteString("capability"u8, record.Capability);
        Write(writer, "name"u8, record.CapabilityName);
        writer.WriteString("outcome"u8, record.Outcome);
        writer.WriteNumber("gateway_ms"u8, Math.Round(record.GatewayTime.TotalMilliseconds, 3));
        writer.WriteNumber("server_ms"u8, Math.Round(record.ServerTime.TotalMilliseconds, 3));
        writer.WriteNumber("bytes_in"u8, record.BytesIn);
        writer.WriteNumber("bytes_out"u8, record.BytesOut);
        if (record.Findings.Count > 0) WriteFindings(writer, record.Findings);
        Write(writer, "trace_id"u8, record.TraceId);
        if (payloads) WriteRaw(writer, "arguments"u8, record.Arguments);
        if (payloads) WriteRaw(writer, "result"u8, record.Result);
        writer.WriteEndObject();
        writer.Flush();
        _buffer.Write("\n"u8);
        _ends.Add(_buffer.WrittenCount);
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null) writer.WriteString(name, value);
    }

    private static void WriteFindings(Utf8JsonWriter writer, IReadOnlyList<CallFinding> findings)
    {
        writer.WriteStartArray("findings"u8);
        foreach (var finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("guardrail"u8, finding.Guardrail);
            writer.WriteString("kind"u8, finding.Kind);
            writer.WriteString("action"u8, finding.Action);
            writer.WriteString("direction"u8, finding.Direction == Direction.ToServer ? "to_server"u8 : "to_client"u8);
            writer.WriteNumber("count"u8, finding.Count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteRaw(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? json)
    {
        if (json is null) return;
        writer.WritePropertyName(name);
        // In valid JSON a line break is nothing but a blank between two tokens; here it would end the line.
        if (json.AsSpan().ContainsAny('\n', '\r')) json = json.Replace('\n', ' ').Replace('\r', ' ');
        writer.WriteRawValue(json.AsSpan().ContainsAny(Unseen) ? Escape(json) : json, skipInputValidation: true);
    }

    // They stand in strings only, where an escape is the same.
    private static string Escape(string json)
    {
        var escaped = new StringBuilder(json.Length + 64);
        foreach (var character in json)
        {
            if (Unseen.Contains(character)) escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else escaped.Append(character);
        }

        return escaped.ToString();
    }
}
