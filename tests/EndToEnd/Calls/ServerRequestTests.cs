using EndToEnd.Running;

namespace EndToEnd.Calls;

public class ServerRequestTests
{
    private const string AnswerWithAwaited = """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":{awaited}}]}}""";

    [TestCase("sampling/createMessage", "sampling")]
    [TestCase("elicitation/create", "elicitation")]
    [TestCase("roots/list", "roots")]
    public void A_request_of_a_server_reaches_the_client_masked_and_its_answer_the_server_masked(string method, string capability)
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().On(
            "call-ask", $$$"""send {"jsonrpc":"2.0","id":"from the server","method":"{{{method}}}","params":{"message":"a {{{Secrets.HuggingFace}}}"}}""", "await \"from the server\"", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[]}}""");
        var gateway = workspace.Start("--enable-guardrails", "basic");
        gateway.Initialize(capabilities: $$$"""{"{{{capability}}}":{}}""");

        gateway.WriteCall("1", "child_ask");
        var request = gateway.ReadMethod(method);
        gateway.Write($$$"""{"jsonrpc":"2.0","id":{{{RawClient.Parse(request).GetProperty("id").GetRawText()}}},"result":{"text":"b {{{Secrets.GitHub}}}"}}""");
        gateway.ReadAnswer("1");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(request, Does.Contain("a " + Secrets.HuggingFaceMask).And.Not.Contain(Secrets.HuggingFace));
            Assert.That(child.AwaitReceived("\"from the server\""), Does.Contain("b " + Secrets.GitHubMask).And.Not.Contain(Secrets.GitHub));
        }
    }

    [Test]
    public void Two_servers_that_use_one_id_get_their_own_answers()
    {
        using var workspace = new Workspace();
        foreach (var name in (string[])["one", "two"])
        {
            workspace.AddScripted(name).On("call-ask", """send {"jsonrpc":"2.0","id":1000,"method":"roots/list"}""", "await \"id\":1000", AnswerWithAwaited);
        }

        var gateway = workspace.Start("--enable-guardrails", "basic");
        gateway.Initialize(capabilities: """{"roots":{}}""");
        gateway.WriteCall("1", "one_ask");
        var first = RawClient.Parse(gateway.ReadMethod("roots/list")).GetProperty("id").GetRawText();
        gateway.WriteCall("2", "two_ask");
        var second = RawClient.Parse(gateway.ReadMethod("roots/list")).GetProperty("id").GetRawText();
        gateway.Write($$$"""{"jsonrpc":"2.0","id":{{{second}}},"result":{"roots":[],"for":"two"}}""");
        Assert.That(gateway.ReadAnswer("2"), Does.Contain("two"));
        gateway.Write($$$"""{"jsonrpc":"2.0","id":{{{first}}},"result":{"roots":[],"for":"one"}}""");
        Assert.That(gateway.ReadAnswer("1"), Does.Contain("one"));
    }

    [Test]
    public void What_the_client_did_not_declare_is_refused_by_the_gateway()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().On("call-ask", """send {"jsonrpc":"2.0","id":"s1","method":"sampling/createMessage","params":{}}""", "await \"s1\"", AnswerWithAwaited);
        Assert.That(workspace.OpenGuarded().CallText("child_ask"), Does.Contain("-32601"));
    }

    [Test]
    public void A_ping_of_a_server_is_answered_by_the_gateway()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().On("call-ask", """send {"jsonrpc":"2.0","id":"p1","method":"ping"}""", "await \"p1\"", AnswerWithAwaited);
        Assert.That(workspace.OpenGuarded().CallText("child_ask"), Is.EqualTo("""{"jsonrpc":"2.0","id":"p1","result":{}}"""));
    }
}
