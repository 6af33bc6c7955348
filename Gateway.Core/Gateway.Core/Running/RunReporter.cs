using Gateway.Core.Transport;
using Microsoft.Extensions.Logging;

namespace Gateway.Core.Running;

/// <summary>Keeps this gateway's file in the <see cref="RunFolder"/> as long as it runs. It sleeps while nothing changes.</summary>
internal sealed class RunReporter : IDisposable
{
    // Also the time that a start has for itself, and what comes together is told together.
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(1);

    private readonly Signal _end = new();
    private readonly RunFolder _folder;
    private readonly Func<RunningGateway> _look;
    private readonly ChangeFlag _changes;
    private readonly ILogger _log;
    private readonly Thread _thread;
    private bool _hasFailed;

    /// <param name="folder">Where the file is kept.</param>
    /// <param name="look">What to write; called on a thread of the reporter's own.</param>
    /// <param name="changes">Raised when there is a reason to look.</param>
    /// <param name="log">Told once when the file cannot be kept.</param>
    public RunReporter(RunFolder folder, Func<RunningGateway> look, ChangeFlag changes, ILogger log)
    {
        (_folder, _look, _changes, _log) = (folder, look, changes, log);
        _thread = new(Run, 512 * 1024) { IsBackground = true, Name = "run state", Priority = ThreadPriority.Lowest };
        _thread.Start();
    }

    /// <summary>Removes the file.</summary>
    public void Dispose()
    {
        _end.Set();
        _changes.Raise();
        _thread.Join(EndLimit); // a guardrail that masks a name may be stuck; the lock goes with the process
    }

    private void Run()
    {
        RunFile? file = null;
        while (!_end.Wait(Pace))
        {
            _changes.Clear();
            if (_end.Wait(TimeSpan.Zero)) break; // its own raise may just have been cleared
            Tell(ref file);
            _changes.Wait();
        }

        file?.Dispose();
    }

    private void Tell(ref RunFile? file)
    {
        try
        {
            file ??= _folder.Enter();
            file.Write(RunningWriter.Write(_look()));
        }
        catch (Exception exception) // guardrails are asked on the way, and a file that nobody needs is no reason to end
        {
            if (_hasFailed) return;
            _hasFailed = true;
            var name = exception.GetType().Name;
            Log.NotKept(_log, _folder.Path, name);
        }
    }
}
