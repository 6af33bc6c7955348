using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Core.Servers.Processes.Unix;

/// <summary>One thread that waits for all children at once: for their ends and for their stderr. Nothing happens, nothing is done.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed unsafe partial class PollLoop
{
    private const short In = 1; // POLLIN

    private static readonly Lock Making = new();
    private static PollLoop? _shared;

    private readonly Lock _lock = new();
    private readonly List<(SafeFileHandle Handle, Func<bool> OnReady)> _watched = [];
    private readonly PriorityQueue<Action, long> _due = new();
    private readonly SafeFileHandle _wakeReader;
    private readonly SafeFileHandle _waker;

    private PollLoop()
    {
        (_wakeReader, _waker) = UnixPipe.Open();
        new Thread(Run, 256 * 1024) { IsBackground = true, Name = "children" }.Start();
    }

    /// <summary>The one of this process, from its first child on.</summary>
    public static PollLoop Shared
    {
        get
        {
            if (Volatile.Read(ref _shared) is { } shared) return shared;
            lock (Making) return _shared ??= new();
        }
    }

    /// <summary>Counts how often the loop has looked; what was seen in one round is not seen anew.</summary>
    public long Round { get; private set; }

    /// <summary>Calls <paramref name="onReady"/> on the loop's thread whenever the descriptor can be read, until it returns false; then it is closed.</summary>
    public void Watch(SafeFileHandle handle, Func<bool> onReady)
    {
        lock (_lock) _watched.Add((handle, onReady));
        Wake();
    }

    /// <summary>Calls <paramref name="action"/> on the loop's thread, once, after whatever has become ready meanwhile.</summary>
    public void After(TimeSpan delay, Action action)
    {
        lock (_lock) _due.Enqueue(action, Environment.TickCount64 + (long)delay.TotalMilliseconds);
        Wake();
    }

    private void Wake()
    {
        byte nothing = 0;
        _ = Write((int)_waker.DangerousGetHandle(), &nothing, 1);
    }

    private void Run()
    {
        while (true)
        {
            (SafeFileHandle Handle, Func<bool> OnReady)[] watched;
            int timeout;
            lock (_lock)
            {
                watched = [.. _watched];
                timeout = _due.TryPeek(out _, out var at) ? (int)Math.Clamp(at - Environment.TickCount64, 0, int.MaxValue) : -1;
            }

            var descriptors = new PollDescriptor[watched.Length + 1];
            descriptors[0] = new() { Descriptor = (int)_wakeReader.DangerousGetHandle(), Events = In };
            for (var i = 0; i < watched.Length; i++) descriptors[i + 1] = new() { Descriptor = (int)watched[i].Handle.DangerousGetHandle(), Events = In };
            int ready;
            fixed (PollDescriptor* first = descriptors) ready = Poll(first, (nuint)descriptors.Length, timeout);
            if (ready > 0) OnReady(watched, descriptors);
            Round++;
            RunDue();
        }
    }

    private void OnReady((SafeFileHandle Handle, Func<bool> OnReady)[] watched, PollDescriptor[] descriptors)
    {
        if (descriptors[0].Returned != 0) EmptyWaker();
        for (var i = 0; i < watched.Length; i++)
        {
            // Also when it was hung up: reading tells.
            if (descriptors[i + 1].Returned == 0 || watched[i].OnReady()) continue;
            lock (_lock) _watched.Remove(watched[i]);
            watched[i].Handle.Dispose();
        }
    }

    private void EmptyWaker()
    {
        var buffer = stackalloc byte[256];
        _ = Read((int)_wakeReader.DangerousGetHandle(), buffer, 256);
    }

    private void RunDue()
    {
        while (true)
        {
            Action action;
            lock (_lock)
            {
                if (!_due.TryPeek(out _, out var at) || at > Environment.TickCount64) return;
                action = _due.Dequeue();
            }

            action();
        }
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(int descriptor, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int descriptor, byte* bytes, nint count);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
