using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Gateway.Core.Transport;

/// <summary>Writes to a Unix pipe, socket or terminal, and knows before whether a write would wait.</summary>
/// <remarks>
/// Non-blocking mode is no way to know: it belongs to the open file, which a client may share with us.
/// An empty Linux pipe takes as much as its capacity; else poll(2) promises room for PIPE_BUF bytes, and writes go in such pieces.
/// </remarks>
[UnsupportedOSPlatform("windows")]
internal sealed partial class PipeByteWriter(SafeHandle handle) : IByteWriter
{
    private const short PollOut = 4;
    private const short PollError = 8;
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int TryAgainMac = 35;

    // POSIX guarantees 512; Linux has 4096 (limits.h).
    private static readonly int PipeBuffer = OperatingSystem.IsLinux() ? 4096 : 512;

    // Unknown until the first write; 0 for what is no Linux pipe.
    private int _capacity = -1;

    public int Write(ReadOnlySpan<byte> bytes, bool mayWait)
    {
        var taken = false;
        handle.DangerousAddRef(ref taken);
        try
        {
            var descriptor = (int)handle.DangerousGetHandle();
            if (_capacity < 0) _capacity = PipeSize.Of(descriptor);
            if (_capacity > 0 && bytes.Length > _capacity) _capacity = PipeSize.Widen(descriptor);
            return mayWait ? WriteWaiting(descriptor, bytes) : WriteReady(descriptor, bytes);
        }
        finally
        {
            handle.DangerousRelease();
        }
    }

    public void Dispose() => handle.Dispose();

    private int WriteReady(int descriptor, ReadOnlySpan<byte> bytes)
    {
        if (_capacity > 0 && PipeSize.IsEmpty(descriptor)) return WriteOnce(descriptor, bytes[..Math.Min(_capacity, bytes.Length)]);
        var total = 0;
        while (total < bytes.Length && IsReady(descriptor, 0))
        {
            var written = WriteOnce(descriptor, bytes.Slice(total, Math.Min(PipeBuffer, bytes.Length - total)));
            if (written == 0) break;
            total += written;
        }

        return total;
    }

    private static int WriteWaiting(int descriptor, ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var written = WriteOnce(descriptor, bytes);
            if (written > 0) return written;
            IsReady(descriptor, -1);
        }
    }

    private static unsafe bool IsReady(int descriptor, int milliseconds)
    {
        var poll = new PollDescriptor { Descriptor = descriptor, Events = PollOut };
        return Poll(&poll, 1, milliseconds) > 0 && (poll.Returned & (PollOut | PollError)) != 0;
    }

    private static unsafe int WriteOnce(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            var written = Write(descriptor, first, bytes.Length);
            if (written >= 0) return (int)written;
        }

        var error = Marshal.GetLastPInvokeError();
        // A client may have made its end non-blocking (node does): then a full pipe says "try again".
        if (error is Interrupted or TryAgain or TryAgainMac) return 0;
        throw new IOException($"the peer's pipe is closed (errno {error})");
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint Write(int descriptor, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static unsafe partial int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
