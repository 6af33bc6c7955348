using System.Text;
using System.Text.Json;

namespace Gateway.Plugins.Jsonl.Tests;

public class JsonlTracerTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public async Task A_call_is_one_line_with_documented_members()
    {
        var record = new CallRecord
        {
            Id = "i",
            Time = new(2026, 11, 25, 10, 0, 0, 123, TimeSpan.Zero),
            Session = "s",
            ClientName = "cursor",
            ClientVersion = "1",
            Server = "files",
            Method = "tools/call",
            Capability = "tool",
            CapabilityName = "read",
            Outcome = "ok",
            GatewayTime = TimeSpan.FromMicroseconds(42),
            ServerTime = TimeSpan.FromMilliseconds(1.5),
            BytesIn = 10,
            BytesOut = 20,
            Findings = [new() { Guardrail = "basic", Kind = "jwt", Action = "masked", Direction = Direction.ToClient, Count = 2 }],
            TraceId = "0af7651916cd43dd8448eb211c80319c",
            Arguments = """{"a":"<TOKEN> é"}""",
            Result = """{"content":[]}""",
        };
        await _folder.Tracer().TraceAsync([record], default);
        Assert.That(_folder.Lines(), Is.EqualTo(new[]
        {
            """{"time":"2026-11-25T10:00:00.123Z","id":"i","session":"s","client":"cursor","client_version":"1","server":"files","method":"tools/call","capability":"tool","name":"read","outcome":"ok","gateway_ms":0.042,"server_ms":1.5,"bytes_in":10,"bytes_out":20,"findings":[{"guardrail":"basic","kind":"jwt","action":"masked","direction":"to_client","count":2}],"trace_id":"0af7651916cd43dd8448eb211c80319c","arguments":{"a":"<TOKEN> é"},"result":{"content":[]}}""",
        }));
    }

    [Test]
    public async Task What_is_not_known_is_left_out()
    {
        await _folder.Tracer().TraceAsync([TestFolder.Record()], default);
        using var line = JsonDocument.Parse(_folder.Lines().Single());
        Assert.That(line.RootElement.EnumerateObject().Select(member => member.Name), Has.None.AnyOf("client", "findings", "trace_id", "arguments", "result"));
    }

    [Test]
    public async Task What_a_terminal_obeys_is_escaped_in_payloads_too()
    {
        await _folder.Tracer().TraceAsync([TestFolder.Record(arguments: "{\"a\":\"\u009b2J\u007f\u2028é\"}")], default);
        Assert.That(_folder.Lines().Single(), Does.Contain("""{"a":"\u009b2J\u007f\u2028é"}"""));
    }

    [Test]
    public async Task A_line_break_between_tokens_ends_no_line()
    {
        await _folder.Tracer().TraceAsync([TestFolder.Record(arguments: "{\r\n\"a\":\"b\\nc\"\n}"), TestFolder.Record("2")], default);
        Assert.That(_folder.Lines(), Has.Length.EqualTo(2));
        using var line = JsonDocument.Parse(_folder.Lines()[0]);
        Assert.That(line.RootElement.GetProperty("arguments").GetProperty("a").GetString(), Is.EqualTo("b\nc"));
    }

    [Test]
    public async Task Payloads_can_be_left_out()
    {
        await _folder.Tracer("""{"path":"calls.jsonl","payloads":false}""").TraceAsync([TestFolder.Record(arguments: """{"a":"value"}""", result: """{"b":1}""")], default);
        Assert.That(_folder.Lines().Single(), Does.Not.Contain("value").And.Not.Contain("result"));
    }

    [Test]
    public async Task Without_a_path_it_is_in_the_gateways_home()
    {
        await _folder.Tracer("{}", name => name == "MCP_GATEWAY_HOME" ? _folder.Path : null).TraceAsync([TestFolder.Record()], default);
        Assert.That(File.ReadAllLines(Path.Combine(_folder.Path, "logs", "calls.jsonl")), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Lines_go_to_stderr_one_write_each()
    {
        var stderr = new WriteRecorder();
        await _folder.Tracer("""{"stderr":true}""", stderr: stderr).TraceAsync([TestFolder.Record("a"), TestFolder.Record("b")], default);
        Assert.That(stderr.Writes, Has.Count.EqualTo(2));
        Assert.That(stderr.Writes, Is.All.EndsWith("}\n"));
        Assert.That(_folder.Names, Is.Empty);
    }

    [TestCase("""{"max_bytes":999}""", "max_bytes: must be at least 1000")]
    [TestCase("""{"files":0}""", "files: must be 1 to 1000")]
    [TestCase("""{"file":"x"}""", "the option 'file' is unknown (did you mean 'files'?); known are: files, max_bytes, path, payloads, stderr")]
    public void An_option_that_cannot_be_used_is_named(string options, string sentence) =>
        Assert.That(() => _folder.Tracer(options), Throws.TypeOf<PluginOptionsException>().With.Message.EqualTo(sentence));

    [Test]
    public void A_file_that_cannot_be_written_is_named()
    {
        Directory.CreateDirectory(_folder.File());
        Assert.That(async () => await _folder.Tracer().TraceAsync([TestFolder.Record()], default), Throws.TypeOf<TracerException>().With.Message.Contains(_folder.File()));
    }

    private sealed class WriteRecorder : MemoryStream
    {
        public List<string> Writes { get; } = [];

        public override void Write(ReadOnlySpan<byte> buffer) => Writes.Add(Encoding.UTF8.GetString(buffer));
    }
}
