using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Core.Servers.Processes.Unix;

/// <summary>Takes what a child writes to stderr, as fast as it comes: a full pipe would stop the child.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed unsafe partial class StderrPipe(SafeFileHandle handle, StderrTail tail)
{
    private const int Size = 64 * 1024; // of the usual pipe: one read takes all

    [ThreadStatic]
    private static byte[]? _buffer; // the loop's thread reads one after the other

    /// <summary>Reads once, when there is something to read; false at the end.</summary>
    public bool TryRead()
    {
        var buffer = _buffer ??= new byte[Size];
        nint read;
        fixed (byte* first = buffer) read = Read((int)handle.DangerousGetHandle(), first, Size);
        if (read > 0)
        {
            tail.Add(buffer.AsSpan(0, (int)read));
            return true;
        }

        tail.End();
        return false;
    }

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(int descriptor, byte* bytes, nint count);
}
