using System.Text.Json;
using EndToEnd.Running;

namespace EndToEnd.Guarding;

/// <summary>A secret in every place that a model or a log could see, with every action, through the real process.</summary>
public class PlaceMatrixTests
{
    private const string OnePrompt = """send {"jsonrpc":"2.0","id":{id},"result":{"prompts":[{"name":"p"}]}}""";

    private static readonly string[] Actions = ["mask", "block", "report"];

    [TestCaseSource(nameof(Actions))]
    public void In_results_and_errors(string action)
    {
        using var planting = new Planting(action);
        foreach (var planted in PlantedResult.All) planting.Child.On("call-" + planted.Tool, "send " + Planting.Plant($$"""{"jsonrpc":"2.0","id":{id},{{planted.Answer}}}"""));
        var gateway = planting.Open();
        using (Assert.EnterMultipleScope())
        {
            foreach (var planted in PlantedResult.All)
            {
                gateway.WriteCall("1", "child_" + planted.Tool);
                var line = gateway.ReadAnswer("1");
                planting.AssertTreated(planted.Tool, line);
                if (action == "block") Assert.That(line, Does.Contain("blocked by gateway policy").And.Contain("\"isError\":true"), planted.Tool);
                var (noun, name) = (planted.IsError ? "error" : "result", planted.Tool);
                if (planted.Place != "identity") planting.AssertLogged($"{planting.Done} {(planted.Tool == "link" && action != "block" ? 2 : 1)} {Planting.Kind} in the {noun} of child");
                planting.AssertLogged($"({planted.Place})");
            }
        }

        planting.AssertNothingLeaked();
    }

    [TestCaseSource(nameof(Actions))]
    public void In_the_entries_of_tools(string action)
    {
        string[] entries =
        [
            """{"name":"t0","description":"SECRET","inputSchema":{"type":"object"}}""",
            """{"name":"t1","title":"SECRET","inputSchema":{"type":"object"}}""",
            """{"name":"t2","annotations":{"title":"SECRET"},"inputSchema":{"type":"object"}}""",
            """{"name":"t3","inputSchema":{"type":"object","description":"SECRET","properties":{"a":{"type":"string","title":"SECRET"}}}}""",
            """{"name":"t4","inputSchema":{"type":"object","properties":{"a":{"type":"string","default":"SECRET"}}}}""",
            """{"name":"t5","inputSchema":{"type":"object","properties":{"a":{"enum":["x","SECRET"]}}}}""",
            """{"name":"t6","inputSchema":{"type":"object","properties":{"a":{"const":"SECRET"}}}}""",
            """{"name":"t7","inputSchema":{"type":"object","properties":{"a":{"examples":[{"k":"SECRET"}]}}}}""",
            """{"name":"t8","inputSchema":{"type":"object"},"outputSchema":{"type":"object","description":"SECRET"}}""",
            """{"name":"t9","inputSchema":{"type":"object"},"_meta":{"x":"SECRET"}}""",
        ];
        using var planting = new Planting(action);
        for (var i = 0; i < entries.Length; i++) planting.Child.AnswerText($"t{i}").Describe($"t{i}", Planting.Plant(entries[i]));
        planting.Child.AnswerText("u0").Describe("u0", Planting.Plant("""{"name":"u0","inputSchema":{"type":"object","properties":{"SECRET":{}}}}"""));
        planting.Child.AnswerText("u1").Describe("u1", Planting.Plant("""{"name":"SECRET","inputSchema":{"type":"object"}}"""));
        var gateway = planting.Open();

        gateway.Write("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""");
        var line = gateway.ReadAnswer("1");

        var listed = RawClient.Parse(line).GetProperty("result").GetProperty("tools").EnumerateArray().ToDictionary(tool => tool.GetProperty("name").GetString()!, tool => tool.GetRawText());
        using (Assert.EnterMultipleScope())
        {
            for (var i = 0; i < entries.Length; i++)
            {
                Assert.That(listed.ContainsKey($"child_t{i}"), Is.EqualTo(action != "block"), entries[i]);
                if (listed.TryGetValue($"child_t{i}", out var entry)) planting.AssertTreated(entries[i], entry);
            }

            // A changed name would be another thing: such a tool is there as it is, or not at all.
            Assert.That(listed.Keys.Count(name => name.StartsWith("child_u", StringComparison.Ordinal) || name.Contains(Secrets.HuggingFace)), Is.EqualTo(action == "report" ? 2 : 0));
            planting.AssertLogged($"{planting.Done} 1 {Planting.Kind} in the tools/list result of child (listing)");
            var metadata = gateway.Metadata().GetProperty("child").GetProperty("guardrails").GetProperty(Planting.Kind);
            Assert.That(metadata.GetProperty(planting.Done).GetInt32(), Is.AtLeast(entries.Length));
        }

        planting.AssertNothingLeaked();
    }

    [TestCase("prompts/list", "prompts", """{"prompts":[{"name":"p","title":"SECRET","description":"SECRET","arguments":[{"name":"a","description":"SECRET"}]}]}""")]
    [TestCase("resources/list", "resources", """{"resources":[{"name":"r","uri":"file:///a","description":"SECRET"}]}""")]
    [TestCase("resources/templates/list", "resourceTemplates", """{"resourceTemplates":[{"name":"r","uriTemplate":"file:///{x}","title":"SECRET"}]}""")]
    public void In_lists(string method, string member, string result)
    {
        foreach (var action in Actions)
        {
            using var planting = new Planting(action);
            planting.Child.On(method.Replace('/', '-'), "send " + Planting.Plant($$"""{"jsonrpc":"2.0","id":{id},"result":{{result}}}"""));
            var gateway = planting.Open();
            gateway.Write($$$"""{"jsonrpc":"2.0","id":1,"method":"{{{method}}}"}""");
            var line = gateway.ReadAnswer("1");
            if (action == "block") Assert.That(RawClient.Parse(line).GetProperty("result").GetProperty(member).GetArrayLength(), Is.Zero, "it is withheld");
            else planting.AssertTreated($"{method} {action}", line);
            planting.AssertNothingLeaked();
        }
    }

    [TestCase("prompts/get", """{"description":"SECRET","messages":[{"role":"user","content":{"type":"text","text":"SECRET"}}]}""")]
    [TestCase("resources/read", """{"contents":[{"uri":"file:///a","text":"SECRET"},{"uri":"file:///b","mimeType":"application/json","blob":"BASE64"}]}""")]
    [TestCase("completion/complete", """{"completion":{"values":["SECRET"]}}""")]
    [TestCase("vendor/own", """{"anything":{"SECRET":["SECRET"]}}""")]
    public void In_answers_to_other_requests(string method, string result)
    {
        foreach (var action in Actions)
        {
            using var planting = new Planting(action);
            planting.Child.On(method.Replace('/', '-'), "send " + Planting.Plant($$"""{"jsonrpc":"2.0","id":{id},"result":{{result}}}"""));
            planting.Child.On("prompts-list", OnePrompt);
            var gateway = planting.Open();
            gateway.Write($$$"""{"jsonrpc":"2.0","id":1,"method":"{{{method}}}","params":{"name":"child_p","uri":"file:///a","ref":{"type":"ref/prompt","name":"child_p"} } }""");
            var line = gateway.ReadAnswer("1");
            planting.AssertTreated($"{method} {action}", line);
            if (action == "block") Assert.That(RawClient.Parse(line).GetProperty("error").GetProperty("message").GetString(), Does.Contain("blocked by gateway policy"));
            planting.AssertNothingLeaked();
        }
    }

    [TestCase("resources/list", """{"resources":[{"name":"SECRET","uri":"file:///a"},{"name":"kept","uri":"file:///SECRET"},{"name":"kept","uri":"file:///b"}]}""")]
    [TestCase("prompts/list", """{"prompts":[{"name":"SECRET"},{"name":"kept"}]}""")]
    public void A_listed_item_whose_name_or_address_holds_a_secret_is_withheld(string method, string result)
    {
        using var planting = new Planting("mask");
        planting.Child.On(method.Replace('/', '-'), "send " + Planting.Plant($$"""{"jsonrpc":"2.0","id":{id},"result":{{result}}}"""));
        var items = planting.Open().Request(method).GetProperty("result").GetProperty(method.Split('/')[0]);
        Assert.That(items.EnumerateArray().Select(item => item.GetProperty("name").GetString()), Has.One.EndsWith("kept").And.Exactly(1).Items);
        planting.AssertNothingLeaked();
    }

    [TestCaseSource(nameof(Actions))]
    public void In_notifications(string action)
    {
        using var planting = new Planting(action);
        planting.Child.On(
            "call-say",
            Planting.Plant("""send {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{token},"progress":1,"message":"at SECRET"}}"""),
            Planting.Plant("""send {"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","logger":"a","data":{"x":"SECRET"}}}"""),
            Planting.Plant("""send {"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","logger":"SECRET","data":"b"}}"""),
            Planting.Plant("""send {"jsonrpc":"2.0","method":"notifications/vendor","params":{"SECRET":"SECRET"}}"""),
            """send {"jsonrpc":"2.0","id":{id},"result":{"content":[]}}""");
        var gateway = planting.Open();
        gateway.Write("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"child_say","_meta":{"progressToken":"mine"}}}""");
        var notifications = new List<string>();
        gateway.ReadAnswer("1", notifications);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(notifications, Has.Count.EqualTo(action == "block" ? 0 : 4));
            foreach (var line in notifications) planting.AssertTreated("notification", line);
            planting.AssertLogged($"{planting.Done} 1 {Planting.Kind} in the notifications/message of child (notification)");
            planting.AssertLogged($"{planting.Done} 1 {Planting.Kind} in the notifications/progress of child/say (notification)");
        }

        planting.AssertNothingLeaked();
    }

    [TestCase("sampling/createMessage", """{"messages":[{"role":"user","content":{"type":"text","text":"SECRET"}}],"systemPrompt":"SECRET","maxTokens":1}""", """{"role":"assistant","model":"m","content":{"type":"text","text":"SECRET"}}""")]
    [TestCase("elicitation/create", """{"message":"SECRET","requestedSchema":{"type":"object","properties":{"a":{"type":"string","default":"SECRET"}}}}""", """{"action":"accept","content":{"a":"SECRET"}}""")]
    [TestCase("roots/list", """{"_meta":{"x":"SECRET"}}""", """{"roots":[{"uri":"file:///a","name":"a","_meta":{"x":"SECRET"}}]}""")]
    public void In_what_a_server_asks_the_client_and_in_its_answer(string method, string parameters, string answer)
    {
        foreach (var action in Actions)
        {
            using var planting = new Planting(action);
            planting.Child.On("call-ask", Planting.Plant($$"""send {"jsonrpc":"2.0","id":"mine","method":"{{method}}","params":{{parameters}}}"""), "await \"mine\"", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[]}}""")
                .On("call-ask_plainly", $$$"""send {"jsonrpc":"2.0","id":"plain","method":"{{{method}}}","params":{}}""", "await \"plain\"", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[]}}""");
            var gateway = planting.Open();
            gateway.WriteCall("1", "child_ask");
            if (action != "block") planting.AssertTreated($"{method} {action}", AnswerTo(gateway, method, "{}"));
            gateway.ReadAnswer("1");
            gateway.WriteCall("2", "child_ask_plainly");
            AnswerTo(gateway, method, answer);
            gateway.ReadAnswer("2");
            planting.AssertTreated($"the answer to {method}, {action}", planting.Child.AwaitReceived("\"plain\""));
            if (action == "block") Assert.That(planting.Child.AwaitReceived("\"mine\""), Does.Contain("blocked by gateway policy"));
            planting.AssertNothingLeaked();
        }
    }

    [TestCase("value", """{"a":"x SECRET y"}""")]
    [TestCase("deep", """{"a":[{"b":["SECRET"]}]}""")]
    [TestCase("name", """{"SECRET":1}""")]
    public void In_arguments(string place, string arguments)
    {
        foreach (var action in Actions)
        {
            using var planting = new Planting(action);
            planting.Child.AnswerText("take");
            var gateway = planting.Open();
            var answer = gateway.Call("child_take", Planting.Plant(arguments));
            var calls = planting.Child.Received.Where(line => line.Contains("tools/call")).ToArray();
            Assert.That(calls, Has.Length.EqualTo(action == "block" ? 0 : 1), place);
            foreach (var call in calls) planting.AssertTreated($"{place} {action}", call);
            Assert.That(answer.GetProperty("result").GetProperty("_meta").GetProperty("mcp-gateway/guardrails").GetProperty(Planting.Kind).GetInt32(), Is.EqualTo(1));
            Planting.AssertClean(place, answer.GetRawText());
            planting.AssertLogged($"{planting.Done} 1 {Planting.Kind} in the call of child/take (arguments)");
            planting.AssertNothingLeaked();
        }
    }

    [TestCaseSource(nameof(Actions))]
    public void In_other_words_of_the_client(string action)
    {
        using var planting = new Planting(action);
        planting.Child.AnswerText("take").On("call-wait", "await cancelled").On("prompts-list", OnePrompt).On("prompts-get", """send {"jsonrpc":"2.0","id":{id},"result":{"messages":[]}}""");
        var gateway = planting.Open();
        gateway.Write(Planting.Plant("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"child_take","arguments":{},"_meta":{"x":"SECRET"}}}"""));
        gateway.ReadAnswer("1");
        gateway.Write(Planting.Plant("""{"jsonrpc":"2.0","id":2,"method":"prompts/get","params":{"name":"child_p","arguments":{"a":"SECRET"}}}"""));
        gateway.ReadAnswer("2");
        gateway.Write(Planting.Plant("""{"jsonrpc":"2.0","id":3,"method":"prompts/get","params":{"name":"child_p","SECRET":1}}"""));
        gateway.ReadAnswer("3");
        gateway.WriteCall("4", "child_wait");
        planting.Child.AwaitReceived("\"wait\"");
        gateway.Write(Planting.Plant("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":4,"reason":"SECRET"}}"""));
        planting.Child.AwaitReceived("notifications/cancelled");
        using (Assert.EnterMultipleScope())
        {
            foreach (var line in planting.Child.Received.Where(line => line.Contains("_meta") || line.Contains("\"arguments\":{\"a\"")))
            {
                planting.AssertTreated("request", line);
            }

            Assert.That(planting.Child.Received.Count(line => line.Contains("prompts/get")), Is.EqualTo(action == "block" ? 0 : 2));
            if (action != "report") foreach (var line in planting.Child.Received) Planting.AssertClean("to the server", line);
        }

        planting.AssertNothingLeaked();
    }

    [TestCaseSource(nameof(Actions))]
    public void In_what_a_server_says_of_itself(string action)
    {
        using var planting = new Planting(action);
        planting.Child.AnswerText("take").On("initialize", Planting.Plant(
            """send {"jsonrpc":"2.0","id":{id},"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{},"experimental":{"x":{"SECRET":"SECRET"}}},"serverInfo":{"name":"SECRET","version":"1"},"instructions":"SECRET"}}"""));
        var gateway = planting.Open();
        gateway.WriteCall("1", "get_metadata");
        var metadata = gateway.ReadAnswer("1");
        if (action == "block") Planting.AssertClean("get_metadata", metadata);
        else planting.AssertTreated("get_metadata", metadata);
        Assert.That(gateway.CallText("child_take"), Is.EqualTo("done"));
        planting.AssertLogged($"{Planting.Kind} in the initialize result of child (introduction)");
        planting.AssertNothingLeaked();
    }

    [TestCaseSource(nameof(Actions))]
    public void In_the_last_words_of_a_server(string action)
    {
        using var planting = new Planting(action);
        planting.Child.On("call-die", Planting.Plant("stderr token SECRET"), "exit 7");
        var gateway = planting.Open();
        gateway.WriteCall("1", "child_die");
        var line = gateway.ReadAnswer("1");
        if (action != "report") Planting.AssertClean("the error", line);
        gateway.WriteCall("2", "get_metadata");
        if (action != "report") Planting.AssertClean("get_metadata", gateway.ReadAnswer("2"));
        planting.AssertNothingLeaked();
    }

    [TestCaseSource(nameof(Actions))]
    public void In_the_last_words_of_a_server_that_never_started(string action)
    {
        using var planting = new Planting(action);
        planting.Child.On("start", Planting.Plant("stderr token SECRET"), "exit 7");
        var gateway = planting.Open();
        gateway.AwaitError("exit code 7");
        Assert.That(gateway.Error, Does.Contain("stderr ends with: token " + Secrets.HuggingFaceMask));
        planting.AssertNothingLeaked();
    }

    private static string AnswerTo(RawClient gateway, string method, string result)
    {
        var request = gateway.ReadMethod(method);
        gateway.Write(Planting.Plant($$"""{"jsonrpc":"2.0","id":{{RawClient.Parse(request).GetProperty("id").GetRawText()}},"result":{{result}}}"""));
        return request;
    }
}
