using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Plugins.Jsonl.Files;
using Gateway.Plugins.Xetrack.Rows;
using Gateway.Plugins.Xetrack.Settings;

namespace Gateway.Plugins.Xetrack.Logs;

/// <summary>xetrack's log lines: <c>2026-11-25 10:00:00.000 | TRACKING | mcp_gateway:trace:0!📁!{…}</c>, to a file a day and to stderr.</summary>
internal sealed class LogFolder(XetrackSettings settings, string trackId, TimeProvider time, Stream? stderr)
{
    private const string Source = "mcp_gateway:trace:0"; // where xetrack has module, function and line

    private readonly string _escaped = string.Concat(settings.Delimiter.Select(character => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}")));

    /// <exception cref="IOException">A line was lost.</exception>
    public void Write(IReadOnlyList<Row> rows)
    {
        var now = time.GetLocalNow().DateTime;
        var lines = Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => Line(row, now))));
        if (settings.LogsPath is { } folder)
        {
            PrivateFile.CreateFolder(folder);
            using var held = FileLock.Enter(Path.Combine(folder, ".lock"), time);
            LineFile.Append(Path.Combine(folder, settings.LogName.At(now)), lines);
        }

        stderr?.Write(lines);
        stderr?.Flush();
    }

    private string Line(Row row, DateTime now)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, RowJson.Relaxed))
        {
            writer.WriteStartObject();
            RowJson.WriteMembers(writer, row);
            writer.WriteString("track_id"u8, trackId);
            writer.WriteString("timestamp"u8, row.Time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        // The reader cuts the line at the delimiter wherever it stands; what a server wrote must not cut it short.
        var text = Encoding.UTF8.GetString(json.WrittenSpan).Replace(settings.Delimiter, _escaped, StringComparison.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd HH:mm:ss.fff} | TRACKING | {Source}{settings.Delimiter}{text}\n");
    }
}
