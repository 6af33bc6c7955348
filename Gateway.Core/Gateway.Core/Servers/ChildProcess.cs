using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using Gateway.Core.Configuration;
using Gateway.Core.Transport;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Core.Servers;

/// <summary>The process of a stdio server: started, listened to, and ended politely, then firmly.</summary>
internal sealed partial class ChildProcess : IServerConnection
{
    private const int Terminate = 15; // SIGTERM

    // Clients give the gateway itself two seconds after the end of its input, and two after SIGTERM, before they kill it.
    private static readonly TimeSpan StdinGrace = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan SignalGrace = TimeSpan.FromSeconds(1.5);

    private readonly Process _process;
    private readonly StderrTail _stderr = new();

    private ChildProcess(Process process)
    {
        _process = process;
        _stderr.Read(Plain(process.StandardError.BaseStream));
    }

    public IMessageSource OpenOutput(long maxMessage) => new LineBuffer(Plain(_process.StandardOutput.BaseStream), maxMessage);

    /// <exception cref="ServerException">It cannot be started; the message says why and what to do.</exception>
    public static ChildProcess Start(ServerConfiguration configuration, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo
        {
            FileName = Executable.Find(configuration.Command!, environment),
            WorkingDirectory = configuration.WorkingFolder ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        if (configuration.WorkingFolder is { } folder && !Directory.Exists(folder))
        {
            throw new ServerException($"its working folder {folder} does not exist; correct 'cwd' in the configuration");
        }

        foreach (var argument in configuration.Arguments) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in environment) start.Environment[name] = value;
        try
        {
            return new(Process.Start(start) ?? throw new ServerException($"'{start.FileName}' could not be started"));
        }
        catch (Win32Exception exception)
        {
            throw new ServerException($"'{start.FileName}' could not be started: {exception.Message}", exception);
        }
    }

    public IByteWriter OpenInput()
    {
        var stream = _process.StandardInput.BaseStream;
        return !OperatingSystem.IsWindows() && stream is PipeStream pipe ? new PipeByteWriter(pipe.SafePipeHandle) : new StreamByteWriter(stream);
    }

    /// <summary>Waits for the end after its output has closed, and says how it ended, with its last words.</summary>
    public string WaitForEnd()
    {
        var hasEnded = _process.WaitForExit(TimeSpan.FromSeconds(1));
        _stderr.WaitForEnd(TimeSpan.FromMilliseconds(200));
        var end = hasEnded ? $"it ended with exit code {_process.ExitCode}" : "it closed its output";
        var last = _stderr.Text();
        return last.Length == 0 ? end : $"{end}; its stderr ends with: {last}";
    }

    /// <summary>Ends it: its stdin is closed already; then SIGTERM; then the whole tree is killed.</summary>
    public async Task StopAsync()
    {
        if (await HasEndedAsync(StdinGrace).ConfigureAwait(false)) return;
        if (!OperatingSystem.IsWindows()) _ = Kill(_process.Id, Terminate);
        if (!OperatingSystem.IsWindows() && await HasEndedAsync(SignalGrace).ConfigureAwait(false)) return;
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended meanwhile.
        }
    }

    private async Task<bool> HasEndedAsync(TimeSpan limit)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(limit).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    // .NET's pipe streams read through sockets and their event loop; a blocking read needs neither.
    private static Stream Plain(Stream stream) => !OperatingSystem.IsWindows() && stream is PipeStream pipe
        ? new FileStream(new SafeFileHandle(pipe.SafePipeHandle.DangerousGetHandle(), ownsHandle: false), FileAccess.Read, bufferSize: 0)
        : stream;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
