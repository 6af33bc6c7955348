using System.Buffers;
using System.Text.Json;
using Gateway.Plugins.Jsonl.Files;
using Gateway.Plugins.Xetrack.Rows;

namespace Gateway.Plugins.Xetrack.Logs;

/// <summary>xetrack's JSON lines: <c>{"timestamp":…,"level":"TRACKING",…}</c>.</summary>
internal sealed class JsonLines(string path, string trackId, TimeProvider time)
{
    /// <exception cref="IOException">Lines were lost.</exception>
    public void Write(IReadOnlyList<Row> rows)
    {
        var now = time.GetLocalNow();
        var lines = new ArrayBufferWriter<byte>();
        foreach (var row in rows)
        {
            using (var writer = new Utf8JsonWriter(lines, RowJson.Relaxed))
            {
                writer.WriteStartObject();
                writer.WriteString("timestamp"u8, now);
                writer.WriteString("level"u8, "TRACKING"u8);
                RowJson.WriteMembers(writer, row);
                writer.WriteString("track_id"u8, trackId);
                writer.WriteEndObject();
            }

            lines.Write("\n"u8);
        }

        PrivateFile.CreateFolderOf(path);
        using var held = FileLock.Enter(path + ".lock", time);
        LineFile.Append(path, lines.WrittenSpan);
    }
}
