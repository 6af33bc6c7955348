using System.Runtime.Versioning;
using Gateway.Core.Transport;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Core.Servers.Processes.Unix;

/// <summary>A child in a group of its own, and all that it starts.</summary>
/// <remarks>
/// When it ends its zombie is kept until its group is empty and nobody carries its mark: as long as the zombie is there, no other process
/// can get the id by which the group is signalled.
/// </remarks>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixProcess : IStartedProcess
{
    /// <summary>How long what a process leaves behind has between SIGTERM and SIGKILL.</summary>
    private static readonly TimeSpan LeftoverGrace = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    // What even SIGKILL doesn't end hangs in the kernel, or belongs to another user.
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(3);

    private readonly TaskCompletionSource<ProcessEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly PollLoop _loop;
    private readonly int _server;
    private readonly SafeFileHandle _input;
    private readonly ChildOutput _output;
    private bool _isReaped;
    private bool _isKilled;
    private bool _isGroupAsked;
    private bool _areLeftoversAsked;
    private long _endedAt;

    private UnixProcess(PollLoop loop, int id, int server, SafeFileHandle input, SafeFileHandle output, bool waitsByThread)
    {
        (_loop, Id, _server, _input, _output) = (loop, id, server, input, new(output));
        if (!waitsByThread && ProcessControl.OpenEnd(id) is { } end)
        {
            loop.Watch(end, OnMayHaveEnded);
            return;
        }

        // macOS, and kernels before 5.3: a thread for each child that waits for nothing but its end.
        new Thread(() => loop.After(TimeSpan.Zero, OnEnded(ProcessControl.AwaitEnd(id)))) { IsBackground = true, Name = "end of a server" }.Start();
    }

    public int Id { get; }

    public Task<ProcessEnd> Ended => _ended.Task;

    public Task Gone => _gone.Task;

    /// <param name="start">What to start.</param>
    /// <param name="stderr">Gets what it writes to stderr.</param>
    /// <param name="waitsByThread">Waits for its end as where there is no descriptor for that.</param>
    /// <exception cref="ServerException">It cannot be started; the message says why.</exception>
    public static UnixProcess Start(ProcessStart start, StderrTail stderr, bool waitsByThread = false)
    {
        var loop = PollLoop.Shared;
        var server = RunMark.NextServer();
        var environment = new Dictionary<string, string>(start.Environment) { [RunMark.Variable] = RunMark.Of(server, start.Environment.GetValueOrDefault(RunMark.Variable)) };
        var watcher = Watcher.Shared;
        AdoptedProcesses.ReapThem(loop);
        var (childInput, input) = UnixPipe.Open();
        var (output, childOutput) = UnixPipe.Open();
        var (error, childError) = UnixPipe.Open();
        using (childInput)
        using (childOutput)
        using (childError)
        {
            var fault = PosixSpawn.Start(start with { Environment = environment }, (Number(childInput), Number(childOutput), Number(childError)), hasOwnSession: false, out var id);
            if (fault == 0)
            {
                watcher.Begin(id);
                loop.Watch(error, new StderrPipe(error, stderr).TryRead);
                return new(loop, id, server, input, output, waitsByThread);
            }

            input.Dispose();
            output.Dispose();
            error.Dispose();
            throw new ServerException(SpawnFault.Sentence(start.Path, fault));
        }
    }

    public Stream OpenOutput() => _output;

    public IByteWriter OpenInput() => new PipeByteWriter(_input);

    public void CloseInput() => _input.Dispose();

    public void Ask()
    {
        lock (_lock) _isGroupAsked = true;
        Signal(ProcessControl.Terminate);
    }

    public void Kill()
    {
        lock (_lock) _isKilled = true;
        Signal(ProcessControl.Killed);
    }

    private static int Number(SafeFileHandle handle) => (int)handle.DangerousGetHandle();

    private void Signal(int signal)
    {
        lock (_lock)
        {
            if (!_isReaped) ProcessControl.Send(-Id, signal);
        }
    }

    private bool OnMayHaveEnded()
    {
        if (ProcessControl.Peek(Id) is not { } end) return true;
        _loop.After(TimeSpan.Zero, OnEnded(end));
        return false;
    }

    private Action OnEnded(ProcessEnd end) => () =>
    {
        _endedAt = Environment.TickCount64;
        _ended.TrySetResult(end);
        Clear();
    };

    // On the loop's thread: ends what the process has left behind, and looks again until there is nothing.
    private void Clear()
    {
        var age = TimeSpan.FromMilliseconds(Environment.TickCount64 - _endedAt);
        if (TryEndLeftovers(age) && age < GiveUp)
        {
            _loop.After(Look, Clear);
            return;
        }

        lock (_lock)
        {
            ProcessControl.Reap(Id);
            _isReaped = true;
        }

        Watcher.Shared.End(Id);
        _output.EndSoon();
        _gone.TrySetResult();
    }

    // False when there are none.
    private bool TryEndLeftovers(TimeSpan age)
    {
        var left = Leftovers();
        lock (_lock) _isKilled |= age >= LeftoverGrace;
        foreach (var (process, isInGroup) in left)
        {
            if (_isKilled) ProcessControl.Send(process, ProcessControl.Killed);
            else if (!_areLeftoversAsked && !(isInGroup && _isGroupAsked)) ProcessControl.Send(process, ProcessControl.Terminate);
        }

        _areLeftoversAsked = true;
        return left.Length > 0;
    }

    // macOS tells of no foreign environment: there it is the group, and a group of zombies takes no signal.
    private (int Process, bool IsInGroup)[] Leftovers()
    {
        if (OperatingSystem.IsLinux()) return [.. LinuxProcesses.Now(_loop).Of(Id, _server)];
        return ProcessControl.Send(-Id, 0) ? [(-Id, true)] : [];
    }
}
