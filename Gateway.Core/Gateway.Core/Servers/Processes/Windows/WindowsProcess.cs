using System.IO.Pipes;
using System.Runtime.Versioning;
using Gateway.Core.Transport;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Core.Servers.Processes.Windows;

/// <summary>A child in a job of its own, which Windows ends with all that is in it when the job's last handle is closed, however the gateway goes.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsProcess : IStartedProcess
{
    private readonly TaskCompletionSource<ProcessEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly AnonymousPipeServerStream _input;
    private readonly AnonymousPipeServerStream _output;
    private readonly SafeProcessHandle _process;
    private readonly JobObject _job;

    private WindowsProcess(int id, SafeProcessHandle process, JobObject job, AnonymousPipeServerStream input, AnonymousPipeServerStream output)
    {
        (Id, _process, _job, _input, _output) = (id, process, job, input, output);
        var end = new ProcessWaitHandle(process);
        ThreadPool.RegisterWaitForSingleObject(end, (_, _) => OnEnd(end), null, Timeout.Infinite, executeOnlyOnce: true);
    }

    public int Id { get; }

    public Task<ProcessEnd> Ended => _ended.Task;

    public Task Gone => _gone.Task;

    /// <exception cref="ServerException">It cannot be started; the message says why.</exception>
    public static WindowsProcess Start(ProcessStart start, StderrTail stderr)
    {
        var environment = new Dictionary<string, string>(start.Environment, StringComparer.OrdinalIgnoreCase);
        environment[RunMark.Variable] = RunMark.Of(RunMark.NextServer(), environment.GetValueOrDefault(RunMark.Variable));
        var (application, commandLine) = CommandLine.Of(start.Path, start.Arguments);
        var job = JobObject.Create();
        AnonymousPipeServerStream input = new(PipeDirection.Out, HandleInheritability.Inheritable);
        AnonymousPipeServerStream output = new(PipeDirection.In, HandleInheritability.Inheritable), error = new(PipeDirection.In, HandleInheritability.Inheritable);
        try
        {
            var (id, process) = CreateProcess.Run(
                application, commandLine, EnvironmentBlock.Of(environment), start.Folder, job.Handle, [input.ClientSafePipeHandle, output.ClientSafePipeHandle, error.ClientSafePipeHandle]);
            foreach (var pipe in (AnonymousPipeServerStream[])[input, output, error]) pipe.DisposeLocalCopyOfClientHandle();
            stderr.Read(error);
            return new(id, process, job, input, output);
        }
        catch
        {
            job.Dispose();
            foreach (var pipe in (AnonymousPipeServerStream[])[input, output, error]) pipe.Dispose();
            throw;
        }
    }

    public Stream OpenOutput() => _output;

    public IByteWriter OpenInput() => new StreamByteWriter(_input);

    public void CloseInput() => _input.Dispose();

    public void Ask()
    {
        // A program without a console has no way to be asked; the end of its input was the question.
    }

    public void Kill() => _job.End();

    private void OnEnd(ProcessWaitHandle end)
    {
        end.Dispose();
        _ended.TrySetResult(new() { Code = CreateProcess.ExitCode(_process) });
        _job.End(); // what it has left behind
        _job.Dispose();
        _process.Dispose();
        _gone.TrySetResult();
    }
}
