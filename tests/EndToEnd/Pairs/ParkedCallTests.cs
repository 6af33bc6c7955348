using System.Text.Json.Nodes;
using EndToEnd.Running;

namespace EndToEnd.Pairs;

/// <summary>A legacy server that asks while a modern client calls: the call waits in the gateway, and only its own client can take it up again.</summary>
public class ParkedCallTests
{
    private const string Form = """{"mode":"form","message":"Who?","requestedSchema":{"type":"object","properties":{"a":{"type":"string"}}}}""";
    private const string Parameters = """{"name":"child_ask","arguments":{}}""";
    private const string Accepted = """{"action":"accept","content":{"a":"b"}}""";

    private static EraClient Open(Workspace workspace, out ScriptedChild child)
    {
        child = workspace.AddScripted().Speak(isModern: false).Ask(false, "ask", "elicitation/create", Form).AnswerText("other");
        var client = EraClient.Open(workspace, isModern: true);
        client.AwaitTool("child_ask");
        return client;
    }

    [TestCase("changed")]
    [TestCase("cut")]
    [TestCase("invented")]
    [TestCase("of another tool")]
    public void A_state_that_is_not_the_gateways_own_is_refused(string kind)
    {
        using var workspace = new Workspace();
        var client = Open(workspace, out var child);
        var retry = JsonNode.Parse(EraClient.Retry(Parameters, client.Ask("tools/call", Parameters), Accepted))!;
        var state = (string)retry["requestState"]!;

        retry["requestState"] = kind switch
        {
            "changed" => state[..^3] + (state[^3] == 'A' ? 'B' : 'A') + state[^2..],
            "cut" => state[..(state.Length / 2)],
            "invented" => "anything at all",
            _ => state,
        };
        if (kind == "of another tool") retry["name"] = "child_other";
        var answer = client.Ask("tools/call", retry.ToJsonString());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(RawClient.Parse(answer).TryGetProperty("error", out var error) ? error.GetProperty("code").GetInt32() : 0, Is.EqualTo(-32602), answer);
            Assert.That(child.Received.Count(line => line.Contains("tools/call", StringComparison.Ordinal)), Is.EqualTo(1));
            Assert.That(child.Received.Any(line => line.Contains("\"accept\"", StringComparison.Ordinal)), Is.False);
        }
    }

    [Test]
    public void A_state_is_good_for_one_round()
    {
        using var workspace = new Workspace();
        var client = Open(workspace, out _);
        var retry = EraClient.Retry(Parameters, client.Ask("tools/call", Parameters), Accepted);
        Assert.That(client.Ask("tools/call", retry), Does.Contain("asked"));
        Assert.That(RawClient.Parse(client.Ask("tools/call", retry)).GetProperty("error").GetProperty("code").GetInt32(), Is.EqualTo(-32602));
    }

    [Test]
    public void A_server_that_dies_while_it_waits_fails_the_next_round()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().Speak(isModern: false).On("call-ask", $$"""send {"jsonrpc":"2.0","id":"q","method":"elicitation/create","params":{{Form}}}""", "await-file die", "exit 7");
        var client = EraClient.Open(workspace, isModern: true);
        client.AwaitTool("child_ask");
        var asked = client.Ask("tools/call", Parameters);
        var process = child.ProcessId;
        child.Release("die");
        Deadline.Until("the server has died", () => !Servers.Processes.IsRunning(process));
        var answer = client.Ask("tools/call", EraClient.Retry(Parameters, asked, Accepted));
        Assert.That(RawClient.Parse(answer).TryGetProperty("error", out _) || answer.Contains("\"isError\":true", StringComparison.Ordinal), Is.True, answer);
    }

    [Test]
    public void Two_calls_that_ask_at_once_get_their_own_answers()
    {
        using var workspace = new Workspace();
        workspace.AddScripted("one").Speak(isModern: false).Ask(false, "ask", "elicitation/create", Form);
        workspace.AddScripted("two").Speak(isModern: false).Ask(false, "ask", "elicitation/create", Form);
        var client = EraClient.Open(workspace, isModern: true);
        client.AwaitTool("one_ask");
        client.AwaitTool("two_ask");
        string[] calls = ["""{"name":"one_ask","arguments":{}}""", """{"name":"two_ask","arguments":{}}"""];

        client.Write("tools/call", calls[0], "1");
        client.Write("tools/call", calls[1], "2");
        var asked = new Dictionary<string, string>();
        while (asked.Count < 2)
        {
            var line = client.Wire.Read();
            if (RawClient.Parse(line).TryGetProperty("result", out _)) asked[RawClient.Parse(line).GetProperty("id").GetRawText()] = line;
        }

        for (var i = 1; i >= 0; i--) Assert.That(client.Ask("tools/call", EraClient.Retry(calls[i], asked[$"{i + 1}"], Accepted)), Does.Contain("asked"));
    }

    [Test]
    public void Other_calls_go_on_while_one_is_parked()
    {
        using var workspace = new Workspace();
        var client = Open(workspace, out var child);
        client.Ask("tools/call", Parameters);
        Assert.That(client.Call("child_other"), Does.Contain("done"));
        Assert.That(child.Received.Count(line => line.Contains("\"asks ask\"", StringComparison.Ordinal)), Is.Zero);
    }
}
