using System.Globalization;
using System.Text.RegularExpressions;
using EndToEnd.Running;

namespace EndToEnd.Bytes;

/// <summary>Whatever valid message goes through the whole process comes out with the same bytes, but for the splices: id, progress token, tool name.</summary>
public class RandomMessageTests
{
    // MCP_GATEWAY_RANDOM_MESSAGES=100000 looks longer, MCP_GATEWAY_RANDOM_SEED=5 again at what failed.
    private static readonly int Count = Setting("MCP_GATEWAY_RANDOM_MESSAGES", 300);
    private static readonly int Seed = Setting("MCP_GATEWAY_RANDOM_SEED", Random.Shared.Next());

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    [Test]
    public void Calls_and_their_results_keep_their_bytes()
    {
        TestContext.Out.WriteLine($"seed {Seed}");
        var messages = new RandomMessages(Seed);
        using var workspace = new Workspace();
        var child = workspace.AddScripted().AnswerText("same");
        var gateway = workspace.OpenGuarded();
        gateway.ListNames();

        for (var n = 0; n < Count; n++)
        {
            var result = messages.Object($"\"content\":{messages.Space()}[]");
            var envelope = messages.Space();
            child.On("call-same", $$$"""send {{{{envelope}}}"jsonrpc":"2.0","result":{{{result}}},{{{envelope}}}"id":{id}}""");
            // The mark tells this call's line from the others that the child was sent.
            var (id, arguments) = (messages.Id(), messages.Object($"\"mark\":{n}"));
            gateway.Write(Request(id, "child_same", "\"a token\"", arguments, envelope));

            var answer = gateway.ReadAnswer(id);

            var received = child.AwaitReceived($"\"mark\":{n}{After(arguments, n)}");
            Assert.That(answer, Is.EqualTo($$$"""{{{{envelope}}}"jsonrpc":"2.0","result":{{{result}}},{{{envelope}}}"id":{{{id}}}}"""), $"seed {Seed}, message {n}");
            Assert.That(received, Does.Match("^" + Regex.Escape(Request("ID", "same", "TOKEN", arguments, envelope)).Replace("ID", "[0-9]+", StringComparison.Ordinal).Replace("TOKEN", "[0-9]+", StringComparison.Ordinal) + "$"), $"seed {Seed}, message {n}");
        }
    }

    // What follows the mark's number, so that 1 is not taken for 10.
    private static char After(string arguments, int n)
    {
        var mark = $"\"mark\":{n}";
        return arguments[arguments.IndexOf(mark, StringComparison.Ordinal) + mark.Length];
    }

    private static string Request(string id, string name, string token, string arguments, string space) =>
        $$$$"""{"jsonrpc":"2.0",{{{{space}}}}"method":"tools/call","params":{"name":{{{{space}}}}"{{{{name}}}}","arguments":{{{{arguments}}}},"_meta":{"progressToken":{{{{token}}}},"k":[{{{{space}}}}]}},"id":{{{{id}}}}}""";
}
