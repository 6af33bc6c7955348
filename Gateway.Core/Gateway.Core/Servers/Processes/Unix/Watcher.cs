using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Core.Servers.Processes.Unix;

/// <summary>A small shell that outlives the gateway by a moment and ends what is left, also when the gateway is killed: see <c>watcher.sh</c>.</summary>
/// <remarks>It learns of the gateway's end by the end of a pipe whose only writer is the gateway. One for the life of the process.</remarks>
[UnsupportedOSPlatform("windows")]
internal sealed unsafe partial class Watcher
{
    private const string Shell = "/bin/sh";
    private const int MostStarts = 3;

    private static readonly Lock Making = new();
    private static Watcher? _shared;

    private readonly Lock _lock = new();
    private readonly HashSet<int> _groups = [];
    private SafeFileHandle? _pipe;
    private int _starts;

    private Watcher() => Start();

    /// <summary>The one of this process; it runs before there is anything to watch.</summary>
    public static Watcher Shared
    {
        get
        {
            if (Volatile.Read(ref _shared) is { } shared) return shared;
            lock (Making) return _shared ??= new();
        }
    }

    /// <summary>Whether it was needed and could not be started: without a shell nothing watches.</summary>
    public static bool Failed => Volatile.Read(ref _shared) is { _pipe: null };

    /// <summary>Whether the group, or the process that leads it, is one that has begun and not ended.</summary>
    public bool Knows(int group)
    {
        lock (_lock) return _groups.Contains(group);
    }

    public void Begin(int group)
    {
        lock (_lock)
        {
            _groups.Add(group);
            Tell($"begin {group}\n");
        }
    }

    public void End(int group)
    {
        lock (_lock)
        {
            _groups.Remove(group);
            Tell($"end {group}\n");
        }
    }

    private void Start()
    {
        _starts++;
        var (read, write) = UnixPipe.Open();
        using (read)
        {
            var path = Environment.GetEnvironmentVariable("PATH");
            var start = new ProcessStart
            {
                Path = Shell,
                Arguments = ["-c", Script(), "mcp-gateway-watcher"],
                // Not the mark: it must not find itself.
                Environment = new Dictionary<string, string> { ["PATH"] = string.IsNullOrEmpty(path) ? "/usr/bin:/bin" : path + ":/usr/bin:/bin" },
                Folder = "/",
            };
            var fault = PosixSpawn.Start(start, ((int)read.DangerousGetHandle(), -1, -1), hasOwnSession: true, out var id);
            if (fault != 0)
            {
                write.Dispose();
                return;
            }

            _pipe = write;
            _ = TryWrite($"run {RunMark.Run}\n");
            foreach (var group in _groups) _ = TryWrite($"begin {group}\n");
            // It forks and ends at once; only its own child watches.
            if (ProcessControl.OpenEnd(id) is { } end) PollLoop.Shared.Watch(end, () => IsStillThere(id));
            else ThreadPool.UnsafeQueueUserWorkItem(static id => Reap(id), id, preferLocal: false);
        }
    }

    private static bool IsStillThere(int id)
    {
        if (ProcessControl.Peek(id) is null) return true;
        ProcessControl.Reap(id);
        return false;
    }

    private static void Reap(int id)
    {
        ProcessControl.AwaitEnd(id);
        ProcessControl.Reap(id);
    }

    private void Tell(string line)
    {
        if (_pipe is null || TryWrite(line)) return;
        // Somebody has killed it; there must be one.
        _pipe.Dispose();
        _pipe = null;
        if (_starts < MostStarts) Start();
    }

    private bool TryWrite(string line)
    {
        ReadOnlySpan<byte> bytes = Encoding.ASCII.GetBytes(line);
        fixed (byte* first = bytes) return Write((int)_pipe!.DangerousGetHandle(), first, bytes.Length) >= 0; // in one piece: a pipe takes up to 512 bytes whole
    }

    internal static string Script()
    {
        using var stream = typeof(Watcher).Assembly.GetManifestResourceStream("watcher.sh")!; // embedded by the project
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int descriptor, byte* bytes, nint count);
}
