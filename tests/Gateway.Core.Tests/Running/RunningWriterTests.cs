using System.Text;
using System.Text.Json;
using Gateway.Core.Running;

namespace Gateway.Core.Tests.Running;

internal sealed class RunningWriterTests
{
    private static readonly RunningGateway Whole = new()
    {
        Process = 7,
        Version = "1.2.3",
        Started = new(2026, 11, 25, 16, 0, 0, TimeSpan.Zero),
        Configuration = "/home/me/mcp.json",
        Client = new() { Name = "client \"\u202e\"", Version = "1" },
        Plugins =
        [
            new()
            {
                Name = "basic",
                Kind = "guardrail",
                Version = "1.0.0",
                Contract = "1.0",
                Path = "/plugins/Basic.dll",
                Copy = new() { Folder = "/shadow/1", Files = ["Basic.dll", "runtimes/x"] },
                Health = "failing",
                Failures = 2,
                Hits = new() { ["github_pat"] = new() { ["masked"] = 3, ["reported"] = 1 } },
            },
            new() { Name = "t", Kind = "tracer", Version = "1.0.0", Contract = "1.0", Path = "/plugins/T.dll", Copy = new() { Folder = "/shadow/2", Files = [] }, Health = "ok", Dropped = 4 },
        ],
        Address = "http://127.0.0.1:7878/mcp",
        Sessions = 3,
        Servers = [new() { Name = "files", State = "ready", Tools = 5, Instances = 2 }],
    };

    [Test]
    public void What_is_written_is_what_is_read()
    {
        var written = RunningWriter.Write(Whole);
        Assert.That(Encoding.UTF8.GetString(RunningWriter.Write(RunningJson.Read(written)!)), Is.EqualTo(Encoding.UTF8.GetString(written)));
    }

    [Test]
    public void Everything_is_written()
    {
        using var written = JsonDocument.Parse(RunningWriter.Write(Whole));
        using var whole = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(Whole, RunningJson.Default.RunningGateway));
        Assert.That(JsonElement.DeepEquals(written.RootElement, whole.RootElement), Is.True, written.RootElement.GetRawText());
    }

    [Test]
    public void A_client_that_is_not_there_yet_is_left_out() =>
        Assert.That(RunningJson.Read(RunningWriter.Write(Whole with { Client = null }))!.Client, Is.Null);
}
