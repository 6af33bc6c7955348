using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Servers.Processes.Unix;
using Gateway.Core.Servers.Processes.Windows;
using Gateway.Core.Transport;

namespace Gateway.Core.Servers.Processes;

/// <summary>The process of a stdio server: started, listened to, and ended politely, then firmly.</summary>
internal sealed class ChildProcess : IServerConnection
{
    // Clients give the gateway itself two seconds after the end of its input, and two after SIGTERM, before they kill it.
    private static readonly TimeSpan StdinGrace = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan SignalGrace = TimeSpan.FromSeconds(1.5);

    // It ends at once, or hangs in the kernel: then nobody waits for it.
    private static readonly TimeSpan KillGrace = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan LogGrace = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly IStartedProcess _process;
    private readonly StderrTail _stderr;
    private StderrLog? _log;
    private Task? _stopping;

    private ChildProcess(IStartedProcess process, StderrTail stderr) => (_process, _stderr) = (process, stderr);

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Processes run, and nothing would end them after the gateway's death.</summary>
    public static bool AreUnwatched => !OperatingSystem.IsWindows() && Watcher.Failed;

    /// <exception cref="ServerException">It cannot be started; the message says why and what to do.</exception>
    public static ChildProcess Start(ServerConfiguration configuration, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStart
        {
            Path = Executable.Find(configuration.Command!, environment),
            Arguments = configuration.Arguments,
            Environment = environment,
            Folder = configuration.WorkingFolder,
        };
        if (configuration.WorkingFolder is { } folder && !Directory.Exists(folder))
        {
            throw new ServerException($"its working folder {folder} does not exist; correct 'cwd' in the configuration");
        }

        var stderr = new StderrTail();
        return new(OperatingSystem.IsWindows() ? WindowsProcess.Start(start, stderr) : UnixProcess.Start(start, stderr), stderr);
    }

    /// <summary>From now on its stderr is kept in a file of the folder too, past the guardrails; null keeps none.</summary>
    public void KeepStderr(string? folder, string server, GuardrailPipeline pipeline)
    {
        if (folder is null) return;
        _log = new(new(folder, server), server, Id, pipeline, TimeProvider.System);
        _stderr.Follow(_log);
    }

    public IMessageSource OpenOutput(long maxMessage) => new LineBuffer(_process.OpenOutput(), maxMessage);

    public IByteWriter OpenInput() => _process.OpenInput();

    /// <summary>Waits for the end after its output has closed, and says how it ended, with its last words.</summary>
    public string WaitForEnd()
    {
        var end = WaitForBareEnd();
        _stderr.WaitForEnd(TimeSpan.FromMilliseconds(200));
        var last = _stderr.Text();
        return last.Length == 0 ? end : $"{end}; its stderr ends with: {last}";
    }

    /// <summary>The same without its last words.</summary>
    public string WaitForBareEnd()
    {
        var hasEnded = _process.Ended.Wait(TimeSpan.FromSeconds(1));
        if (!hasEnded) _ = StopAsync(); // it can say nothing any more: it serves nobody
        return hasEnded ? _process.Ended.Result.ToString() : "it closed its output";
    }

    /// <summary>Ends it: its stdin is closed already; then SIGTERM; then it and all that it has started is killed.</summary>
    public Task StopAsync()
    {
        lock (_lock) return _stopping ??= EndAsync();
    }

    private async Task EndAsync()
    {
        _process.CloseInput(); // nobody may have opened it
        if (!await IsDoneAsync(_process.Ended, StdinGrace).ConfigureAwait(false))
        {
            _process.Ask();
            if (OperatingSystem.IsWindows() || !await IsDoneAsync(_process.Ended, SignalGrace).ConfigureAwait(false)) _process.Kill();
        }

        await IsDoneAsync(_process.Gone, KillGrace).ConfigureAwait(false);
        if (_log is { } log) await IsDoneAsync(log.FinishAsync(), LogGrace).ConfigureAwait(false);
    }

    private static async Task<bool> IsDoneAsync(Task task, TimeSpan limit)
    {
        try
        {
            await task.WaitAsync(limit).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
