using System.Text.Json;

namespace Gateway.Plugins.Jsonl.Tests.Files;

public class RotatingFileTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    private static string Id(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("id").GetString()!;
    }

    private static CallRecord[] Records(int from, int count, int size = 0) => [.. Enumerable.Range(from, count).Select(i => TestFolder.Record($"{i}", arguments: $"{{\"a\":\"{new string('x', size)}\"}}"))];

    [Test]
    public async Task A_full_file_is_put_aside_between_two_lines_and_the_oldest_goes()
    {
        var tracer = _folder.Tracer("""{"path":"calls.jsonl","max_bytes":1000,"files":3}""");
        await tracer.TraceAsync(Records(0, 20), default);
        Assert.That(_folder.Names, Is.EqualTo(new[] { "calls.1.jsonl", "calls.2.jsonl", "calls.jsonl" }));
        Assert.That(_folder.Names.Select(name => new FileInfo(_folder.File(name)).Length), Is.All.LessThanOrEqualTo(1000));
        var ids = new[] { "calls.2.jsonl", "calls.1.jsonl", "calls.jsonl" }.SelectMany(name => _folder.Lines(name)).Select(Id).ToArray();
        Assert.That(ids, Is.EqualTo(Enumerable.Range(20 - ids.Length, ids.Length).Select(i => $"{i}")), "in order, whole, and the newest");
    }

    [Test]
    public async Task A_line_longer_than_a_file_has_a_file_of_its_own()
    {
        var tracer = _folder.Tracer("""{"path":"calls.jsonl","max_bytes":1000,"files":9}""");
        await tracer.TraceAsync([.. Records(0, 1), .. Records(1, 1, size: 5000), .. Records(2, 1)], default);
        Assert.That(_folder.Names.Select(name => _folder.Lines(name).Length), Is.All.EqualTo(1));
        Assert.That(_folder.Names, Has.Length.EqualTo(3));
    }

    [Test]
    public async Task With_one_file_the_old_lines_go()
    {
        var tracer = _folder.Tracer("""{"path":"calls.jsonl","max_bytes":1000,"files":1}""");
        await tracer.TraceAsync(Records(0, 20), default);
        Assert.That(_folder.Names, Is.EqualTo(new[] { "calls.jsonl" }));
        Assert.That(Id(_folder.Lines().Last()), Is.EqualTo("19"));
    }

    [Test]
    public async Task Several_gateways_lose_and_tear_no_line()
    {
        const string Options = """{"path":"calls.jsonl","max_bytes":20000,"files":1000}""";
        JsonlTracer[] gateways = [_folder.Tracer(Options), _folder.Tracer(Options), _folder.Tracer(Options)];
        await Parallel.ForEachAsync(gateways.Index(), async (gateway, end) =>
        {
            for (var batch = 0; batch < 40; batch++) await gateway.Item.TraceAsync(Records((gateway.Index * 10_000) + (batch * 10), 10, size: 200), end);
        });
        var ids = _folder.Names.SelectMany(name => _folder.Lines(name)).Select(Id).ToArray();
        Assert.That(ids, Is.EquivalentTo(Enumerable.Range(0, 3).SelectMany(gateway => Enumerable.Range(gateway * 10_000, 400)).Select(i => $"{i}")));
        Assert.That(_folder.Names, Has.Length.GreaterThan(5));
    }

    [Test]
    public async Task A_line_that_a_killed_gateway_left_unfinished_spoils_no_other()
    {
        await File.WriteAllTextAsync(_folder.File(), "{\"id\":\"hal");
        await _folder.Tracer().TraceAsync([TestFolder.Record("next")], default);
        Assert.That(_folder.Lines()[0], Is.EqualTo("{\"id\":\"hal"));
        Assert.That(Id(_folder.Lines()[1]), Is.EqualTo("next"));
    }

    [Test]
    [Platform(Exclude = "Win")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Only_its_owner_reads_it()
    {
        await _folder.Tracer("""{"path":"new/calls.jsonl"}""").TraceAsync([TestFolder.Record()], default);
        Assert.That(File.GetUnixFileMode(_folder.File("new/calls.jsonl")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(File.GetUnixFileMode(_folder.File("new")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }
}
