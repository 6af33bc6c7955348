using System.Text.Json;

namespace Gateway.Plugins.Jsonl.Tests;

/// <summary>A folder of one test, and tracers that write into it.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("jsonl-").FullName;

    public string File(string name = "calls.jsonl") => System.IO.Path.Combine(Path, name);

    public string[] Names => [.. Directory.EnumerateFiles(Path).Select(file => System.IO.Path.GetFileName(file)).Where(name => !name.EndsWith(".lock", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public string[] Lines(string name = "calls.jsonl") => System.IO.File.ReadAllLines(File(name));

    public JsonlTracer Tracer(string options = """{"path":"calls.jsonl"}""", Func<string, string?>? environment = null, Stream? stderr = null)
    {
        using var document = JsonDocument.Parse(options);
        return new(new() { Name = "jsonl", Options = document.RootElement.Clone(), BaseFolder = Path }, environment ?? (_ => null), () => stderr ?? throw new InvalidOperationException("stderr was not asked for"));
    }

    public static CallRecord Record(string id = "1", string? arguments = null, string? result = null) => new()
    {
        Id = id,
        Time = new(2026, 11, 25, 10, 0, 0, 123, TimeSpan.Zero),
        Session = "s",
        Server = "files",
        Method = "tools/call",
        Capability = "tool",
        CapabilityName = "read",
        Outcome = "ok",
        GatewayTime = TimeSpan.FromMicroseconds(42),
        ServerTime = TimeSpan.FromMilliseconds(1.5),
        BytesIn = 10,
        BytesOut = 20,
        Arguments = arguments,
        Result = result,
    };

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
