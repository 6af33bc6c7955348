using System.Text;
using System.Text.Json.Nodes;
using EndToEnd.Running;
using Microsoft.Data.Sqlite;

namespace EndToEnd.Tracing;

/// <summary>A workspace whose gateway writes traces of every form.</summary>
internal sealed class TracedWorkspace : IDisposable
{
    public TracedWorkspace(string? action = null)
    {
        var plugins = JsonNode.Parse("""
            {
              "jsonl": { "options": { "path": "traces/calls.jsonl" } },
              "xetrack": { "options": { "db_path": "traces/track.db", "logs_path": "traces/logs", "jsonl_path": "traces/track.jsonl" } }
            }
            """)!.AsObject();
        if (action is not null) plugins["basic"] = new JsonObject { ["actions"] = new JsonObject { ["*"] = action } };
        Workspace.Entry["plugins"] = plugins;
    }

    public Workspace Workspace { get; } = new();

    public string Traces => Workspace.PathOf("traces");

    public RawClient Open(params string[] options) => Workspace.Open([.. options, "--enable-tracing", "jsonl,xetrack"]);

    /// <summary>The lines of jsonl so far.</summary>
    public string[] Lines
    {
        get
        {
            var path = Path.Combine(Traces, "calls.jsonl");
            if (!File.Exists(path)) return [];
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }

    /// <summary>The rows of calls of tools so far, as xetrack's reader counts them.</summary>
    public long Rows => Scalar("SELECT COUNT(*) FROM \"default\" WHERE capability_type = 'tool'");

    public object? Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Traces, "track.db")};Mode=ReadWrite;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>The text of all trace files, whatever is in them; their names too.</summary>
    public string AllBytes()
    {
        var all = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(Traces, "*", SearchOption.AllDirectories)) all.Append(file).Append('\n').Append(Encoding.Latin1.GetString(File.ReadAllBytes(file)));
        return all.ToString();
    }

    public void Dispose() => Workspace.Dispose();

    private long Scalar(string sql)
    {
        try
        {
            return (long)(Query(sql) ?? 0L);
        }
        catch (SqliteException)
        {
            return 0; // not there yet, or without its columns
        }
    }
}
