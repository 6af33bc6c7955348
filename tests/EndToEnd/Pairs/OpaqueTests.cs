using System.Text.Json.Nodes;
using EndToEnd.Running;

namespace EndToEnd.Pairs;

/// <summary>What only its maker may read comes back byte for byte, even where it looks like a secret; the same text in content is masked.</summary>
public class OpaqueTests
{
    private static readonly string Looks = $"st \\u0041 {Secrets.HuggingFace} é";

    [TestCase(true)]
    [TestCase(false)]
    public void A_request_state(bool isClientModern)
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().Speak(isModern: true).Ask(true, "ask", "elicitation/create", """{"mode":"form","message":"?","requestedSchema":{"type":"object","properties":{}}}""", Looks);
        var client = EraClient.Open(workspace, isClientModern);
        client.AwaitTool("child_ask");

        var (asked, _) = client.CallAsked("child_ask", "elicitation/create", $$$"""{"action":"accept","content":{"a":"{{{Secrets.HuggingFace}}}"}}""");

        var retry = JsonNode.Parse(child.AwaitReceived("inputResponses"))!["params"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)retry["requestState"], Is.EqualTo($"st A {Secrets.HuggingFace} é"));
            Assert.That((string?)retry["inputResponses"]!["ask key"]!["content"]!["a"], Is.EqualTo(Secrets.HuggingFaceMask));
            if (!isClientModern) Assert.That(asked, Does.Not.Contain(Secrets.HuggingFace));
        }
    }

    [Test]
    public void A_cursor([Values] bool isClientModern, [Values] bool isServerModern)
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().Speak(isServerModern).AnswerText("any")
            .On("resources-list", $$$"""send {"jsonrpc":"2.0","id":{id},"result":{"resources":[{"name":"a","uri":"memo://a"}],"nextCursor":"{{{Secrets.HuggingFace}}}"}}""")
            .On($"resources-list-{Secrets.HuggingFace}", $$$"""send {"jsonrpc":"2.0","id":{id},"result":{"resources":[{"name":"b","uri":"memo://b","description":"{{{Secrets.HuggingFace}}}"}]}}""");
        var client = EraClient.Open(workspace, isClientModern);
        client.AwaitTool("child_any");

        var all = ReadPages(client, "resources/list");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(all, Does.Contain("memo://a").And.Contain("memo://b").And.Contain(Secrets.HuggingFaceMask));
            Assert.That(child.Received.Any(line => line.Contains("resources/list", StringComparison.Ordinal) && (string?)JsonNode.Parse(line)!["params"]!["cursor"] == Secrets.HuggingFace), Is.True);
        }
    }

    [Test]
    public void A_task_id()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted()
            .On("initialize", """send {"jsonrpc":"2.0","id":{id},"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{},"tasks":{"requests":{"tools":{"call":{}}}}},"serverInfo":{"name":"s","version":"1"}}}""")
            .On("call-slow", $$$$"""send {"jsonrpc":"2.0","id":{id},"result":{"task":{"taskId":"{{{{Secrets.HuggingFace}}}}","status":"working","createdAt":"2026-01-01T00:00:00Z","lastUpdatedAt":"2026-01-01T00:00:00Z","ttl":1000,"statusMessage":"{{{{Secrets.GitHub}}}}"}}}""")
            .On("tasks-get", $$$"""send {"jsonrpc":"2.0","id":{id},"result":{"taskId":"{{{Secrets.HuggingFace}}}","status":"completed","createdAt":"2026-01-01T00:00:00Z","lastUpdatedAt":"2026-01-01T00:00:00Z","ttl":1000}}""");
        var client = EraClient.Open(workspace, isModern: false);
        client.AwaitTool("child_slow");

        var created = client.Ask("tools/call", """{"name":"child_slow","arguments":{},"task":{"ttl":1000}}""");
        var task = RawClient.Parse(created).GetProperty("result").GetProperty("task").GetProperty("taskId").GetString()!;
        client.Ask("tasks/get", $$"""{"taskId":"{{task}}"}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(task, Is.EqualTo(Secrets.HuggingFace));
            Assert.That(created, Does.Not.Contain(Secrets.GitHub).And.Contain(Secrets.GitHubMask));
            Assert.That((string?)JsonNode.Parse(child.AwaitReceived("tasks/get"))!["params"]!["taskId"], Is.EqualTo(Secrets.HuggingFace));
        }
    }

    private static string ReadPages(EraClient client, string method)
    {
        var (all, cursor) = ("", "{}");
        while (true)
        {
            var page = client.Ask(method, cursor);
            all += page;
            if (!RawClient.Parse(page).GetProperty("result").TryGetProperty("nextCursor", out var next)) return all;
            cursor = $$"""{"cursor":{{next.GetRawText()}}}""";
        }
    }
}
