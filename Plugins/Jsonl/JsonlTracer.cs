using System.Composition;
using Gateway.Plugins.Jsonl.Files;

namespace Gateway.Plugins.Jsonl;

/// <summary>Writes one line of JSON a call.</summary>
[Tracer("jsonl", Payloads = true, Options = typeof(JsonlOptions), Description = "one line of JSON a call, to a rotating file or stderr")]
public sealed class JsonlTracer : ITracer
{
    private const int LeastBytes = 1_000;
    private const int MostFiles = 1_000;

    private readonly string _path;
    private readonly CallLines _lines;
    private readonly RotatingFile _file;
    private readonly Stream? _stderr;

    /// <summary>Reads the options.</summary>
    /// <exception cref="PluginOptionsException">An option cannot be used.</exception>
    [ImportingConstructor]
    public JsonlTracer(PluginContext context)
        : this(context, Environment.GetEnvironmentVariable, Console.OpenStandardError)
    {
    }

    internal JsonlTracer(PluginContext context, Func<string, string?> environment, Func<Stream> openStderr)
    {
        ArgumentNullException.ThrowIfNull(context);
        var options = context.GetOptions<JsonlOptions>();
        if (options.MaxBytes < LeastBytes) throw new PluginOptionsException($"max_bytes: must be at least {LeastBytes}");
        if (options.Files is < 1 or > MostFiles) throw new PluginOptionsException($"files: must be 1 to {MostFiles}");
        _path = options.Path.Length > 0 ? Path.GetFullPath(options.Path, Path.GetFullPath(context.BaseFolder is { Length: > 0 } folder ? folder : ".")) : Path.Combine(GatewayHome.Logs(environment), "calls.jsonl");
        _lines = new(options.Payloads);
        _file = new(_path, options.MaxBytes, options.Files, context.Time);
        // A stream of its own: Console.Error has a lock that whoever reads stderr could hold.
        _stderr = options.Stderr ? openStderr() : null;
    }

    /// <inheritdoc/>
    public ValueTask TraceAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        _lines.Clear();
        foreach (var record in records) _lines.Add(record);
        try
        {
            if (_stderr is null) _file.Append(_lines.Bytes, _lines.Ends);
            else WriteEach(_stderr);
            return ValueTask.CompletedTask;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Its message may hold anything; the type tells enough.
            throw new TracerException($"{(_stderr is null ? _path : "stderr")} cannot be written ({exception.GetType().Name}): is the disk full, or the folder not yours?", exception);
        }
    }

    // A write a line: what else goes to stderr can come between lines, and not into one.
    private void WriteEach(Stream stderr)
    {
        var from = 0;
        foreach (var end in _lines.Ends)
        {
            stderr.Write(_lines.Bytes[from..end]);
            from = end;
        }

        stderr.Flush();
    }
}
