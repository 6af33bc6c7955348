using System.Diagnostics;
using System.Text;

namespace EndToEnd.Soak;

/// <summary>Makes the calls from one thread and reads what comes on another; both see bytes only.</summary>
internal sealed class SoakClient : IDisposable
{
    private const int InFlight = 16;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly SoakLedger _ledger;
    private readonly SoakMemory _memory;
    private readonly SemaphoreSlim _window = new(InFlight);
    private readonly Timer _watchdog;
    private readonly int _calls;
    private byte[] _buffer = new byte[256 * 1024];
    private int _end;

    public SoakClient(ProcessStartInfo start, int calls)
    {
        _calls = calls;
        _process = Process.Start(start)!; // never null without the shell
        _process.ErrorDataReceived += (_, line) => TestContext.Progress.Write(line.Data is { Length: > 0 } text ? text + "\n" : "");
        _process.BeginErrorReadLine();
        _ledger = new(calls, () => _window.Release());
        _memory = new(_process.Id, calls);
        _watchdog = new(_ => _process.Kill()); // ends the reading, and with it the test
    }

    public SoakLedger Ledger => _ledger;

    public SoakMemory Memory => _memory;

    public void Run()
    {
        Write("""{"jsonrpc":"2.0","id":"init","method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{"roots":{"listChanged":true}},"clientInfo":{"name":"soak","version":"1"}}}""");
        ReadUntil(line => line.IndexOf("\"id\":\"init\""u8) >= 0);
        Write("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        Write("""{"jsonrpc":"2.0","id":"list","method":"tools/list","params":{}}""");
        ReadUntil(line => line.IndexOf("\"id\":\"list\""u8) >= 0);
        var writing = Task.Factory.StartNew(WriteCalls, TaskCreationOptions.LongRunning);
        ReadUntil(line =>
        {
            _ledger.Enter(line);
            _memory.Look(_ledger.Answered);
            return _ledger.IsComplete;
        });
        Assert.That(writing.Wait(Silence), Is.True, "all was written when all is answered");
        // What would come twice comes before this.
        Write("""{"jsonrpc":"2.0","id":"end","method":"ping"}""");
        ReadUntil(line =>
        {
            if (line.IndexOf("\"id\":\"end\""u8) >= 0) return true;
            _ledger.Enter(line);
            return false;
        });
    }

    public void Dispose()
    {
        _watchdog.Dispose();
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _window.Dispose();
    }

    private delegate bool Reader(ReadOnlySpan<byte> line);

    private void WriteCalls()
    {
        for (var number = 1; number <= _calls; number++)
        {
            _window.Wait();
            var call = new SoakCall(number);
            Write(call.Lines());
            if (call.IsCancelled) _window.Release(); // nobody waits for it any more
        }
    }

    private void Write(string line) => Write(Encoding.UTF8.GetBytes(line + "\n"));

    private void Write(byte[] lines)
    {
        lock (_window)
        {
            _process.StandardInput.BaseStream.Write(lines);
            _process.StandardInput.BaseStream.Flush();
        }
    }

    // What is left behind the last line is kept: nothing comes unasked between two of these.
    private void ReadUntil(Reader isLast)
    {
        while (true)
        {
            var start = 0;
            for (int length; (length = _buffer.AsSpan(start, _end - start).IndexOf((byte)'\n')) >= 0;)
            {
                var line = _buffer.AsSpan(start, length);
                start += length + 1;
                if (!isLast(line)) continue;
                Keep(start);
                return;
            }

            Keep(start);
            if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
            _watchdog.Change(Silence, Timeout.InfiniteTimeSpan);
            var read = _process.StandardOutput.BaseStream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0) throw new EndOfStreamException($"the gateway ended, or said nothing for {Silence.TotalSeconds} s; {_ledger}");
            _end += read;
        }
    }

    private void Keep(int start)
    {
        _buffer.AsSpan(start, _end - start).CopyTo(_buffer);
        _end -= start;
    }
}
