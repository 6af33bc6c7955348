using System.Composition;
using Gateway.Plugins.Xetrack.Database;
using Gateway.Plugins.Xetrack.Logs;
using Gateway.Plugins.Xetrack.Rows;
using Gateway.Plugins.Xetrack.Settings;

namespace Gateway.Plugins.Xetrack;

/// <summary>Writes calls as xetrack writes its events: a SQLite file, log files, JSON lines.</summary>
/// <remarks>The first record, and nothing before, loads SQLite.</remarks>
[Tracer("xetrack", Payloads = true, Options = typeof(XetrackOptions), Description = "xetrack's SQLite file and logs")]
public sealed class XetrackTracer : ITracer, IDisposable
{
    private readonly CallRows _rows;
    private readonly TraceDatabase? _database;
    private readonly LogFolder? _logs;
    private readonly JsonLines? _lines;

    /// <summary>Reads the options and xetrack's environment variables.</summary>
    /// <exception cref="PluginOptionsException">An option or a variable cannot be used.</exception>
    [ImportingConstructor]
    public XetrackTracer(PluginContext context)
        : this(context, Environment.GetEnvironmentVariable, Console.OpenStandardError)
    {
    }

    internal XetrackTracer(PluginContext context, Func<string, string?> environment, Func<Stream> openStderr)
    {
        ArgumentNullException.ThrowIfNull(context);
        var settings = XetrackSettings.From(context.GetOptions<XetrackOptions>(), context.BaseFolder, environment);
        if (settings.WritesNothing) context.Log("nothing is written: set XETRACK_DB_PATH or XETRACK_LOGS_PATH, or db_path or logs_path in plugins.xetrack.options");
        var columns = new Columns(settings.MaxColumns);
        TrackedAs = TrackId.Create();
        _rows = new(settings, columns);
        if (settings.DbPath is { } path) _database = new(path, TrackedAs, columns);
        if (settings.LogsPath is not null || settings.LogsToStderr) _logs = new(settings, TrackedAs, context.Time, settings.LogsToStderr ? openStderr() : null);
        if (settings.JsonlPath is { } file) _lines = new(file, TrackedAs, context.Time);
    }

    /// <summary>The <c>track_id</c> of all rows of this run.</summary>
    internal string TrackedAs { get; }

    /// <inheritdoc/>
    public ValueTask TraceAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        var failure = Try(() => _database?.Open()); // before the rows: it knows what columns there are
        var rows = new List<Row>(records.Count);
        foreach (var record in records) _rows.Add(record, rows);
        // One place that fails takes nothing from the others.
        if (failure is null) failure = Try(() => _database?.Write(rows));
        failure = Try(() => _logs?.Write(rows)) ?? failure;
        failure = Try(() => _lines?.Write(rows)) ?? failure;
        return failure is null ? ValueTask.CompletedTask : throw failure;
    }

    /// <inheritdoc/>
    public void Dispose() => _database?.Dispose();

    private static TracerException? Try(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (TracerException exception)
        {
            return exception;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new($"a log file cannot be written ({exception.GetType().Name}): is the disk full, or the folder not yours?", exception);
        }
    }
}
