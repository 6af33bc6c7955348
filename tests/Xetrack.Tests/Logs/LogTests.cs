using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gateway.Plugins.Xetrack.Tests.Logs;

public class LogTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    private string LogFile => Directory.GetFiles(_folder.File("logs"), "*.log").Single();

    // As xetrack's read_log does: what stands after the first delimiter, up to the second.
    private static JsonElement[] ReadLog(string path, string delimiter = "!📁!")
    {
        return [.. File.ReadLines(path).Select(line => Parse(line.Split(delimiter)[1]))];

        static JsonElement Parse(string json)
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.Clone();
        }
    }

    [Test]
    public void A_line_has_xetracks_form()
    {
        var track = _folder.Trace("""{"logs_path":"logs"}""", TestFolder.Call("""{"path":"<TOKEN>"}"""));
        Assert.That(Path.GetFileName(LogFile), Does.Match("^[0-9]{4}-[0-9]{2}-[0-9]{2}\\.log$"));
        var line = File.ReadAllLines(LogFile).Single();
        Assert.That(Regex.IsMatch(line, "^[0-9-]{10} [0-9:]{8}\\.[0-9]{3} \\| TRACKING \\| [a-z_]+:[a-z]+:[0-9]+!📁!\\{.*\\}$"), line);
        var read = ReadLog(LogFile).Single();
        Assert.That((read.GetProperty("path").GetString(), read.GetProperty("track_id").GetString(), read.GetProperty("isError").GetBoolean()), Is.EqualTo(("<TOKEN>", track, false)));
        Assert.That(Directory.GetFiles(_folder.Path), Is.Empty, "no database was asked for");
    }

    [Test]
    public void A_delimiter_in_a_value_cuts_no_line()
    {
        _folder.Trace("""{"logs_path":"logs"}""", TestFolder.Call("""{"path":"a!📁!{\"evil\":1}"}"""));
        Assert.That(ReadLog(LogFile).Single().GetProperty("path").GetString(), Is.EqualTo("a!📁!{\"evil\":1}"));
    }

    [Test]
    public void JSON_lines_have_xetracks_form()
    {
        var track = _folder.Trace("""{"jsonl_path":"out/track.jsonl"}""", TestFolder.Call(), TestFolder.Call());
        var lines = File.ReadAllLines(_folder.File("out/track.jsonl"));
        Assert.That(lines, Has.Length.EqualTo(2));
        using var line = JsonDocument.Parse(lines[0]);
        Assert.That(line.RootElement.EnumerateObject().Take(3).Select(member => member.Name), Is.EqualTo(new[] { "timestamp", "level", "server_name" }));
        Assert.That(DateTimeOffset.TryParse(line.RootElement.GetProperty("timestamp").GetString(), out _), Is.True);
        Assert.That((line.RootElement.GetProperty("level").GetString(), line.RootElement.GetProperty("track_id").GetString()), Is.EqualTo(("TRACKING", track)));
    }

    [Test]
    public async Task Log_lines_go_to_stderr_because_stdout_is_MCPs()
    {
        using var stderr = new MemoryStream();
        using var tracer = _folder.Tracer("{}", name => name == "XETRACK_LOGS_STDOUT" ? "True" : null, stderr);
        await tracer.TraceAsync([TestFolder.Call()], default);
        Assert.That(Encoding.UTF8.GetString(stderr.ToArray()), Does.Contain(" | TRACKING | ").And.EndsWith("}\n"));
    }

    [Test]
    public async Task A_database_that_fails_takes_nothing_from_the_logs()
    {
        await File.WriteAllTextAsync(_folder.Database, new string('x', 5000));
        using var tracer = _folder.Tracer("""{"db_path":"track.db","logs_path":"logs"}""");
        Assert.That(async () => await tracer.TraceAsync([TestFolder.Call()], default), Throws.TypeOf<TracerException>());
        Assert.That(ReadLog(LogFile), Has.Length.EqualTo(1));
    }

    [Test]
    public void Several_gateways_lose_and_tear_no_line()
    {
        Parallel.For(0, 3, _ =>
        {
            using var tracer = _folder.Tracer("""{"logs_path":"logs"}""");
            for (var batch = 0; batch < 20; batch++) tracer.TraceAsync([TestFolder.Call(), TestFolder.Call()], default).AsTask().Wait();
        });
        Assert.That(Directory.GetFiles(_folder.File("logs"), "*.log").SelectMany(file => ReadLog(file)).Count(), Is.EqualTo(120));
    }
}
