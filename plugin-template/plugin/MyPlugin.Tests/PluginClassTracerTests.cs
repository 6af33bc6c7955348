using Gateway;
using Gateway.Testing;

namespace PluginClass.Tests;

public class PluginClassTracerTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("plugin-name-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Every_call_gets_a_line()
    {
        var tracer = new PluginClassTracer(PluginTest.Context(new { File = "calls.log" }, baseFolder: _folder));

        await tracer.TraceAsync([Call("echo", "ok"), Call("fail", "tool_error")], CancellationToken.None);

        var lines = await File.ReadAllLinesAsync(Path.Combine(_folder, "calls.log"));
        Assert.That(lines, Has.Length.EqualTo(2));
        Assert.That(lines[0], Does.Contain("sample/echo ok"));
        Assert.That(lines[1], Does.Contain("sample/fail tool_error"));
    }

    private static CallRecord Call(string tool, string outcome) => new()
    {
        Id = tool,
        Time = DateTimeOffset.UnixEpoch,
        Outcome = outcome,
        Findings = new Dictionary<string, int>(),
        Request = new() { Direction = Direction.ToServer, Method = "tools/call", Server = "sample", Tool = tool },
    };
}
