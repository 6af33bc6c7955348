using System.Runtime.Versioning;
using Gateway.Core.Transport;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Core.Servers.Processes.Unix;

/// <summary>What a child writes. Blocking reads need neither sockets nor their event loop, as .NET's own pipe streams do.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ChildOutput(SafeFileHandle handle) : FileStream(handle, FileAccess.Read, bufferSize: 0)
{
    private volatile bool _isEnding;

    /// <summary>The child is gone: its reader gets what it has written, and then the end, also when something that could not be ended holds the other side open.</summary>
    public void EndSoon()
    {
        _isEnding = true;
        ThreadPool.UnsafeQueueUserWorkItem(static output => output.Nudge(), this, preferLocal: false); // opening and writing may wait
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = _isEnding && IsEmpty() ? 0 : base.Read(buffer, offset, count);
        if (read == 0) Dispose();
        return read;
    }

    private bool IsEmpty() => PipeSize.IsEmpty((int)SafeFileHandle.DangerousGetHandle());

    // A reader that waits is woken by an empty line; Linux opens the writing side of a pipe for whoever has the reading one.
    private void Nudge()
    {
        try
        {
            if (!OperatingSystem.IsLinux() || !IsEmpty()) return;
            using var side = File.OpenHandle($"/proc/self/fd/{SafeFileHandle.DangerousGetHandle()}", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            RandomAccess.Write(side, "\n"u8, 0);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or UnauthorizedAccessException or NotSupportedException)
        {
            // Its reader has seen the end already.
        }
    }
}
