using EndToEnd.Running;

namespace EndToEnd.Calls;

public class CancellationTests
{
    private const string Done = """send {"jsonrpc":"2.0","id":{id},"result":{"content":[]}}""";

    private static void Cancel(RawClient gateway, string id) =>
        gateway.Write($$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{{{id}}},"reason":"token {{{Secrets.HuggingFace}}}"}}""");

    [Test]
    public void A_cancelled_call_is_cancelled_at_its_server_by_the_servers_id_and_its_reason_is_masked()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().On("call-slow", "touch called", "hang");
        var gateway = workspace.OpenGuarded();

        gateway.WriteCall("\"mine\"", "child_slow");
        child.AwaitFile("called");
        Cancel(gateway, "\"mine\"");

        var id = RawClient.Parse(child.AwaitReceived("tools/call")).GetProperty("id").GetRawText();
        var cancelled = child.AwaitReceived("notifications/cancelled");
        Assert.That(cancelled, Does.Contain($"\"requestId\":{id},").And.Contain("token " + Secrets.HuggingFaceMask));
    }

    [Test]
    public void The_answer_to_a_cancelled_call_is_dropped_and_its_id_is_free_again()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().On("call-slow", "touch called", "await notifications/cancelled", Done).AnswerText("same");
        var gateway = workspace.OpenGuarded();

        gateway.WriteCall("1", "child_slow");
        Cancel(gateway, "1");
        gateway.WriteCall("1", "child_same");

        Assert.That(RawClient.TextOf(RawClient.Parse(gateway.Read())), Is.EqualTo("done"));
    }

    [Test]
    public void Cancelling_what_is_not_in_flight_does_nothing()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().AnswerText("same");
        var gateway = workspace.OpenGuarded();
        gateway.Call("child_same", id: "1");
        Cancel(gateway, "1");
        Cancel(gateway, "\"never was\"");
        gateway.Call("child_same", id: "2");
        Assert.That(child.Received, Has.None.Contains("notifications/cancelled"));
    }

    [Test]
    public void A_server_that_takes_its_request_back_takes_it_back_at_the_client()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().On(
            "call-ask",
            """send {"jsonrpc":"2.0","id":"s1","method":"roots/list"}""",
            "await-file go",
            """send {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"s1"}}""",
            Done);
        var gateway = workspace.Start("--enable-guardrails", "basic");
        gateway.Initialize(capabilities: """{"roots":{}}""");

        gateway.WriteCall("1", "child_ask");
        var id = RawClient.Parse(gateway.ReadMethod("roots/list")).GetProperty("id").GetRawText();
        child.Release("go");

        var cancelled = RawClient.Parse(gateway.ReadMethod("notifications/cancelled"));
        Assert.That(cancelled.GetProperty("params").GetProperty("requestId").GetRawText(), Is.EqualTo(id));
    }
}
