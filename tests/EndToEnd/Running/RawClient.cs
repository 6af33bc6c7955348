using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace EndToEnd.Running;

/// <summary>A client that writes and reads bytes: nothing between a test and the gateway repairs what either sends.</summary>
internal sealed partial class RawClient : IDisposable
{
    private const string Version = "2025-06-18";

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = int.MaxValue };

    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = [];
    private readonly StringBuilder _error = new();
    private readonly Thread _reader;
    private bool _isReading;
    private int _isDisposed;

    public RawClient(string[] arguments, IReadOnlyDictionary<string, string> environment, string folder)
    {
        _process = Process.Start(GatewayStart.Of(arguments, environment, folder))!; // never null without the shell
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_error) _error.AppendLine(line.Data);
        };
        _process.BeginErrorReadLine();
        _reader = new(ReadAll) { IsBackground = true };
    }

    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>The most memory it has used so far.</summary>
    public long PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <summary>What it has written to stderr so far.</summary>
    public string Error
    {
        get
        {
            lock (_error) return _error.ToString();
        }
    }

    public void AwaitError(string text) => Deadline.Until($"its stderr has '{text}'", () => Error.Contains(text, StringComparison.Ordinal));

    public void Write(string line) => Write(Strict.GetBytes(line + "\n"));

    public void Write(byte[] bytes)
    {
        _process.StandardInput.BaseStream.Write(bytes);
        _process.StandardInput.BaseStream.Flush();
    }

    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>SIGKILL: it can do nothing about it.</summary>
    public void Kill() => Signal(9);

    /// <summary>The same for it and all that descends from it.</summary>
    public void KillTree() => _process.Kill(entireProcessTree: true);

    public void Signal(int signal) => Assert.That(Signal(_process.Id, signal), Is.Zero);

    public static int Signal(int process, int signal) => Kill(process, signal);

    /// <summary>The next line, which must be a message: stdout carries nothing else.</summary>
    public string Read() => ReadOrEnd() ?? throw new EndOfStreamException($"the gateway closed its output; its stderr: {Error}");

    /// <summary>The next line, or null when the gateway has closed its output.</summary>
    public string? ReadOrEnd()
    {
        if (!_isReading)
        {
            _isReading = true;
            _reader.Start();
        }

        if (_lines.TryTake(out var line, Deadline.Limit))
        {
            using var message = JsonDocument.Parse(line, Deep);
            Assert.That(message.RootElement.GetProperty("jsonrpc").GetString(), Is.EqualTo("2.0"));
            return line;
        }

        return _lines.IsCompleted ? null : throw new TimeoutException($"the gateway wrote nothing; its stderr: {Error}");
    }

    /// <summary>The answer to the id, as it is written; what else comes before it goes to <paramref name="others"/>.</summary>
    public string ReadAnswer(string id, List<string>? others = null)
    {
        while (true)
        {
            var line = Read();
            using var message = JsonDocument.Parse(line, Deep);
            var isAnswer = !message.RootElement.TryGetProperty("method", out _) && message.RootElement.TryGetProperty("id", out var answered) && answered.GetRawText() == id;
            if (isAnswer) return line;
            others?.Add(line);
        }
    }

    /// <summary>The next notification or request with this method; what comes before it is dropped.</summary>
    public string ReadMethod(string method)
    {
        while (true)
        {
            var line = Read();
            using var message = JsonDocument.Parse(line, Deep);
            if (message.RootElement.TryGetProperty("method", out var name) && name.GetString() == method) return line;
        }
    }

    /// <summary>Everything up to the end of the output.</summary>
    public IReadOnlyList<string> ReadToEnd()
    {
        var lines = new List<string>();
        while (ReadOrEnd() is { } line) lines.Add(line);
        return lines;
    }

    public string Initialize(string version = Version, string capabilities = "{}")
    {
        Write($$$"""{"jsonrpc":"2.0","id":"init","method":"initialize","params":{"protocolVersion":"{{{version}}}","capabilities":{{{capabilities}}},"clientInfo":{"name":"raw","version":"1"} } }""");
        var answer = ReadAnswer("\"init\"");
        Write("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        return answer;
    }

    public JsonElement Request(string method, string parameters = "{}", string id = "\"request\"")
    {
        Write($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""");
        return Parse(ReadAnswer(id));
    }

    /// <summary>Writes a call and does not wait for its answer.</summary>
    public void WriteCall(string id, string tool, string arguments = "{}") =>
        Write($$"""{"jsonrpc":"2.0","id":{{id}},"method":"tools/call","params":{"name":"{{tool}}","arguments":{{arguments}} } }""");

    /// <summary>The whole answer to a call.</summary>
    public JsonElement Call(string tool, string arguments = "{}", string id = "\"call\"")
    {
        WriteCall(id, tool, arguments);
        return Parse(ReadAnswer(id));
    }

    /// <summary>The text of a call's result.</summary>
    public string CallText(string tool, string arguments = "{}") => TextOf(Call(tool, arguments));

    public JsonElement Metadata()
    {
        using var document = JsonDocument.Parse(CallText("get_metadata"));
        return document.RootElement.Clone();
    }

    public string[] ListNames() => [.. Request("tools/list").GetProperty("result").GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()!)];

    /// <summary>Waits for its end after the input was closed or a signal was sent.</summary>
    public int WaitForExit(TimeSpan? limit = null)
    {
        if (!_process.WaitForExit(limit ?? Deadline.Limit)) throw new TimeoutException($"the gateway did not end; its stderr: {Error}");
        _process.WaitForExit(); // stderr to its end
        return _process.ExitCode;
    }

    public static string TextOf(JsonElement answer) => answer.TryGetProperty("result", out var result)
        ? result.GetProperty("content")[0].GetProperty("text").GetString()!
        : throw new InvalidDataException($"an error where a result was expected: {answer.GetRawText()}");

    public static JsonElement Parse(string line)
    {
        using var document = JsonDocument.Parse(line, Deep);
        return document.RootElement.Clone();
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void ReadAll()
    {
        try
        {
            using var reader = new StreamReader(_process.StandardOutput.BaseStream, Strict);
            while (reader.ReadLine() is { } line) _lines.Add(line);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The gateway was ended by its test.
        }
        finally
        {
            _lines.CompleteAdding();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
