using System.Diagnostics;
using System.Runtime.InteropServices;
using Gateway.Core.Servers.Processes.Unix;

namespace Gateway.Host.Commands.Http;

/// <summary>The program that serves HTTP. It lies beside this one and needs ASP.NET, whose start a client on stdio would pay for at every start.</summary>
internal static unsafe partial class HttpProgram
{
    private const string Name = "mcp-gateway-http";

    /// <summary>Becomes that program, with the same command line.</summary>
    /// <exception cref="UsageException">It is not there.</exception>
    public static int Run(string[] arguments)
    {
        string[] command = [.. Command(), .. arguments];
        if (!File.Exists(command[0]) || !File.Exists(Path.Combine(AppContext.BaseDirectory, Name + ".dll")))
        {
            throw new UsageException($"{Name} is missing in {AppContext.BaseDirectory}; it serves HTTP, so build the whole solution or install the gateway anew");
        }

        return OperatingSystem.IsWindows() ? Await(command) : Become(command);
    }

    // A program that brings its own runtime starts by itself; any other by the runtime that runs this one.
    private static string[] Command()
    {
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, "System.Private.CoreLib.dll"))) return [Path.Combine(AppContext.BaseDirectory, Name + suffix)];
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet" + suffix));
        return [dotnet, Path.Combine(AppContext.BaseDirectory, Name + ".dll")];
    }

    // The same process, so that signals and its parent's expectations stay as they are.
    private static int Become(string[] command)
    {
        RemoveDiagnosticPorts();
        using var arguments = new NativeStrings(command);
        _ = Execute(command[0], arguments.Pointer);
        throw new UsageException($"{command[0]} cannot be started (error {Marshal.GetLastPInvokeError()})");
    }

    // This runtime cannot end them, and the next one has the same process id: tools would ask the dead one.
    private static void RemoveDiagnosticPorts()
    {
        try
        {
            foreach (var port in Directory.GetFiles(Path.GetTempPath(), $"*-{Environment.ProcessId}-*"))
            {
                if (Path.GetFileName(port).StartsWith("dotnet-diagnostic-", StringComparison.Ordinal) || Path.GetFileName(port).StartsWith("clr-debug-pipe-", StringComparison.Ordinal)) File.Delete(port);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Only tools of developers would have seen the difference.
        }
    }

    private static int Await(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]);
        using var process = Process.Start(start)!; // never null without the shell
        process.WaitForExit();
        return process.ExitCode;
    }

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string path, byte** arguments);
}
