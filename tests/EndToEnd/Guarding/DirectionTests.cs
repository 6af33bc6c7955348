using System.Text.Json.Nodes;
using EndToEnd.Running;

namespace EndToEnd.Guarding;

/// <summary>Requests and responses have actions of their own.</summary>
public class DirectionTests
{
    [Test]
    public void Each_direction_has_its_own_action([Values("mask", "block", "report")] string toServer, [Values("mask", "block", "report")] string toClient)
    {
        using var workspace = new Workspace();
        workspace.Entry["plugins"] = JsonNode.Parse("""{"basic":{"actions":{"github_pat":{"toServer":"IN","toClient":"OUT"}}}}""".Replace("IN", toServer, StringComparison.Ordinal).Replace("OUT", toClient, StringComparison.Ordinal));
        var child = workspace.AddScripted().AnswerText("same", Secrets.GitHub).AnswerText("plain");
        var gateway = workspace.OpenGuarded();

        var sent = gateway.Call("child_plain", $$"""{"text":"{{Secrets.GitHub}}"}""");
        var answered = gateway.Call("child_same");

        var received = child.Received.FirstOrDefault(line => line.Contains("\"plain\"")) ?? "";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(received, toServer switch { "mask" => Does.Contain(Secrets.GitHubMask), "block" => Is.Empty, _ => Does.Contain(Secrets.GitHub) });
            Assert.That(RawClient.TextOf(sent), toServer == "block" ? Does.Contain("Request blocked by gateway policy") : Is.EqualTo("done"));
            Assert.That(RawClient.TextOf(answered), toClient switch { "mask" => Is.EqualTo(Secrets.GitHubMask), "block" => Does.Contain("Response blocked by gateway policy"), _ => Is.EqualTo(Secrets.GitHub) });
            Assert.That(Counted(gateway), Is.EquivalentTo(new[] { toServer, toClient }.Distinct()));
        }
    }

    private static IEnumerable<string> Counted(RawClient gateway) =>
        gateway.Metadata().GetProperty("child").GetProperty("guardrails").GetProperty("github_pat").EnumerateObject().Select(action => action.Name switch { "masked" => "mask", "blocked" => "block", _ => "report" });
}
