using EndToEnd.Running;

namespace EndToEnd.Pairs;

public class ListenTests
{
    /// <summary>The id of a subscription is that of the client's own request, whatever the server was sent.</summary>
    [TestCase("7", true)]
    [TestCase("7", false)]
    [TestCase("\"my own \\u0041\"", true)]
    [TestCase("\"my own \\u0041\"", false)]
    public void It_is_acknowledged_first_and_all_that_follows_carries_the_clients_own_id(string id, bool isServerModern)
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().Speak(isServerModern).AnswerText("any")
            .On("resources-list", """send {"jsonrpc":"2.0","id":{id},"result":{"resources":[{"name":"r","uri":"memo://r"}]}}""")
            .On("resources-subscribe", """send {"jsonrpc":"2.0","id":{id},"result":{}}""", """send {"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"memo://r"}}""")
            .On("subscriptions-listen",
                """send {"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"notifications":{"toolsListChanged":true,"resourceSubscriptions":["memo://r"]},"_meta":{"io.modelcontextprotocol/subscriptionId":{id}}}}""",
                """send {"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"memo://r","_meta":{"io.modelcontextprotocol/subscriptionId":{id}}}}""");
        var client = EraClient.Open(workspace, isModern: true);
        client.AwaitTool("child_any");
        client.Ask("resources/list");

        client.Write("subscriptions/listen", """{"notifications":{"resourceSubscriptions":["memo://r"]}}""", id);
        var acknowledged = client.Wire.Read();
        var updated = client.Wire.ReadMethod("notifications/resources/updated");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(RawClient.Parse(acknowledged).GetProperty("method").GetString(), Is.EqualTo("notifications/subscriptions/acknowledged"), acknowledged);
            foreach (var line in (string[])[acknowledged, updated])
            {
                Assert.That(RawClient.Parse(line).GetProperty("params").GetProperty("_meta").GetProperty("io.modelcontextprotocol/subscriptionId").GetRawText(), Is.EqualTo(id), line);
            }

            Assert.That(child.AwaitReceived("memo://r"), Does.Contain(isServerModern ? "subscriptions/listen" : "resources/subscribe"));
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Its_cancellation_reaches_the_server(bool isServerModern)
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().Speak(isServerModern).AnswerText("any")
            .On("resources-list", """send {"jsonrpc":"2.0","id":{id},"result":{"resources":[{"name":"r","uri":"memo://r"}]}}""")
            .On("resources-subscribe", """send {"jsonrpc":"2.0","id":{id},"result":{}}""")
            .On("resources-unsubscribe", """send {"jsonrpc":"2.0","id":{id},"result":{}}""")
            .On("subscriptions-listen", """send {"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"notifications":{"resourceSubscriptions":["memo://r"]},"_meta":{"io.modelcontextprotocol/subscriptionId":{id}}}}""");
        var client = EraClient.Open(workspace, isModern: true);
        client.AwaitTool("child_any");
        client.Ask("resources/list");
        client.Write("subscriptions/listen", """{"notifications":{"resourceSubscriptions":["memo://r"]}}""", "7");
        client.Wire.ReadMethod("notifications/subscriptions/acknowledged");
        var sent = child.AwaitReceived(isServerModern ? "memo://r" : "resources/subscribe");

        client.Wire.Write("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}}""");

        if (!isServerModern) Assert.That(child.AwaitReceived("resources/unsubscribe"), Does.Contain("memo://r"));
        else child.AwaitReceived($"\"notifications/cancelled\",\"params\":{{\"requestId\":{RawClient.Parse(sent).GetProperty("id").GetRawText()}");
    }
}
