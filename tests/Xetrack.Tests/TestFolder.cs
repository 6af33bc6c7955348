using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Gateway.Plugins.Xetrack.Tests;

/// <summary>A folder of one test, tracers that write into it, and SQLite as xetrack's reader uses it.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("xetrack-").FullName;

    public string Database => File("track.db");

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public XetrackTracer Tracer(string options = """{"db_path":"track.db"}""", Func<string, string?>? environment = null, Stream? stderr = null)
    {
        using var document = JsonDocument.Parse(options);
        var context = new PluginContext { Name = "xetrack", Options = document.RootElement.Clone(), BaseFolder = Path };
        return new(context, environment ?? (_ => null), () => stderr ?? throw new InvalidOperationException("stderr was not asked for"));
    }

    /// <summary>Records calls as one batch, and ends.</summary>
    public string Trace(params CallRecord[] records) => Trace("""{"db_path":"track.db"}""", records);

    public string Trace(string options, params CallRecord[] records)
    {
        using var tracer = Tracer(options);
        tracer.TraceAsync(records, default).AsTask().Wait();
        return tracer.TrackedAs;
    }

    public static CallRecord Call(string? arguments = "{}", string? result = """{"content":[{"type":"text","text":"done"}]}""", string outcome = "ok", string capability = "tool") => new()
    {
        Id = "0e6b3c1e-0000-4000-8000-000000000000",
        Time = new(2026, 11, 25, 10, 0, 0, 123, 456, TimeSpan.Zero),
        Session = "s1",
        ClientName = "cursor",
        Server = "files",
        Method = "tools/call",
        Capability = capability,
        CapabilityName = "read",
        Outcome = outcome,
        GatewayTime = TimeSpan.FromMicroseconds(42),
        ServerTime = TimeSpan.FromMilliseconds(1.5),
        BytesIn = 10,
        BytesOut = 20,
        Arguments = arguments,
        Result = result,
    };

    /// <summary>What a query gives, a dictionary a row.</summary>
    public List<Dictionary<string, object>> Query(string sql = "SELECT * FROM \"default\" ORDER BY timestamp", params (string Name, object Value)[] parameters)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Mode=ReadWrite;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        using var reader = command.ExecuteReader();
        var rows = new List<Dictionary<string, object>>();
        while (reader.Read()) rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, reader.GetValue));
        return rows;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
