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

        var run = await PluginTest.TraceAsync(
            tracer,
            new TestCall { Server = "sample", Name = "echo" }.ToRecord(),
            new TestCall { Server = "sample", Name = "fail", Outcome = "tool_error" }.ToRecord());

        Assert.That(run.Failures, Is.Empty);
        var lines = await File.ReadAllLinesAsync(Path.Combine(_folder, "calls.log"));
        Assert.That(lines, Has.Length.EqualTo(2));
        Assert.That(lines[0], Does.Contain("sample echo ok"));
        Assert.That(lines[1], Does.Contain("sample fail tool_error"));
    }
}
