using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Core.Servers.Processes.Windows;

/// <summary>Starts programs in a job from their first instruction on, with the three given handles and no other.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class CreateProcess
{
    private const uint NoWindow = 0x08000000; // CREATE_NO_WINDOW
    private const uint UnicodeEnvironment = 0x400; // CREATE_UNICODE_ENVIRONMENT
    private const uint Extended = 0x80000; // EXTENDED_STARTUPINFO_PRESENT
    private const int UseHandles = 0x100; // STARTF_USESTDHANDLES
    private const nint HandleList = 0x20002; // PROC_THREAD_ATTRIBUTE_HANDLE_LIST
    private const nint JobList = 0x2000D; // PROC_THREAD_ATTRIBUTE_JOB_LIST

    /// <exception cref="ServerException">Windows cannot start it.</exception>
    public static (int Id, SafeProcessHandle Process) Run(string application, string commandLine, string environment, string? folder, SafeHandle job, SafePipeHandle[] pipes)
    {
        nint size = 0;
        _ = InitializeList(null, 2, 0, ref size); // says how much room it needs
        var list = NativeMemory.Alloc((nuint)size);
        var inherited = stackalloc nint[3];
        for (var i = 0; i < 3; i++) inherited[i] = pipes[i].DangerousGetHandle();
        var jobs = stackalloc nint[1];
        jobs[0] = job.DangerousGetHandle();
        try
        {
            Check(InitializeList(list, 2, 0, ref size), application);
            try
            {
                Check(Update(list, 0, HandleList, inherited, 3 * sizeof(nint), 0, 0), application);
                Check(Update(list, 0, JobList, jobs, sizeof(nint), 0, 0), application);
                var startup = new Startup { Size = sizeof(Startup), Flags = UseHandles, Input = inherited[0], Output = inherited[1], Error = inherited[2], Attributes = list };
                Started started;
                fixed (char* variables = environment)
                fixed (char* line = (commandLine + '\0').ToCharArray()) // Windows may write into it
                {
                    Check(Create(application, line, 0, 0, true, NoWindow | UnicodeEnvironment | Extended, variables, folder, &startup, &started), application);
                }

                _ = Close(started.Thread);
                return (started.ProcessId, new(started.Process, ownsHandle: true));
            }
            finally
            {
                DeleteList(list);
            }
        }
        finally
        {
            NativeMemory.Free(list);
        }
    }

    public static int ExitCode(SafeProcessHandle process) => GetExitCode(process, out var code) ? code : 0;

    private static void Check(bool isDone, string application)
    {
        if (!isDone) throw new ServerException($"'{application}' could not be started: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
    }

    [LibraryImport("kernel32", EntryPoint = "CreateProcessW", StringMarshalling = StringMarshalling.Utf16, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool Create(
        string application, char* commandLine, nint process, nint thread, [MarshalAs(UnmanagedType.Bool)] bool inherits, uint flags, char* environment, string? folder, Startup* startup, Started* started);

    [LibraryImport("kernel32", EntryPoint = "InitializeProcThreadAttributeList", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool InitializeList(void* list, int count, int flags, ref nint size);

    [LibraryImport("kernel32", EntryPoint = "UpdateProcThreadAttribute", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool Update(void* list, uint flags, nint attribute, void* value, nint size, nint previous, nint returned);

    [LibraryImport("kernel32", EntryPoint = "DeleteProcThreadAttributeList")]
    private static partial void DeleteList(void* list);

    [LibraryImport("kernel32", EntryPoint = "GetExitCodeProcess")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetExitCode(SafeProcessHandle process, out int code);

    [LibraryImport("kernel32", EntryPoint = "CloseHandle")]
    private static partial int Close(nint handle);

    // STARTUPINFOEXW
    [StructLayout(LayoutKind.Sequential)]
    private struct Startup
    {
        public int Size;
        public nint Reserved;
        public nint Desktop;
        public nint Title;
        public fixed int Window[7];
        public int Flags;
        public short Show;
        public short Reserved2Size;
        public nint Reserved2;
        public nint Input;
        public nint Output;
        public nint Error;
        public void* Attributes;
    }

    // PROCESS_INFORMATION
    [StructLayout(LayoutKind.Sequential)]
    private struct Started
    {
        public nint Process;
        public nint Thread;
        public int ProcessId;
        public int ThreadId;
    }
}
