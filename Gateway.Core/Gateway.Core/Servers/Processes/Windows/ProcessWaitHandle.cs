using Microsoft.Win32.SafeHandles;

namespace Gateway.Core.Servers.Processes.Windows;

/// <summary>Lets the pool wait for a process.</summary>
internal sealed class ProcessWaitHandle : WaitHandle
{
    // Not owned: the process keeps its handle open until this has been waited for.
    public ProcessWaitHandle(SafeProcessHandle process) => SafeWaitHandle = new(process.DangerousGetHandle(), ownsHandle: false);
}
