using System.Text.Json;
using EndToEnd.Running;

namespace EndToEnd.Trust;

/// <summary>A workspace whose mcp.json lies in a work tree, with two servers: <c>good</c>, which nobody changes, and <c>other</c>.</summary>
internal sealed class TrustWorkspace : IDisposable
{
    private readonly Workspace _workspace = new();

    public TrustWorkspace(bool isWorkTree = true)
    {
        if (isWorkTree) Directory.CreateDirectory(_workspace.PathOf(".git"));
        _workspace.AddScripted("good").AnswerText("same");
        Other = _workspace.AddScripted("other").AnswerText("same");
    }

    public ScriptedChild Other { get; }

    public Workspace Workspace => _workspace;

    public string TrustJson => _workspace.PathOf("home/trust.json");

    /// <summary>Uses the file as it is now, until both servers have started.</summary>
    public void Use()
    {
        var gateway = _workspace.Open();
        Assert.That(gateway.CallText("good_same"), Is.EqualTo("done"));
        Assert.That(gateway.CallText("other_same"), Is.EqualTo("done"));
        gateway.CloseInput();
        Assert.That(gateway.WaitForExit(), Is.Zero);
        File.Delete(Path.Combine(_workspace.PathOf("scripts-other"), "pid"));
    }

    /// <summary>Changes the first argument of <c>other</c> to one that it takes all the same.</summary>
    public void ChangeArgument() => _workspace.Configure("other")["args"]![0] = _workspace.PathOf("scripts-other") + "/.";

    /// <summary>Starts a gateway in which <c>other</c> waits and <c>good</c> serves.</summary>
    /// <returns>Why it waits.</returns>
    public string AssertWaits(out RawClient gateway)
    {
        gateway = _workspace.Open();
        Assert.That(gateway.CallText("good_same"), Is.EqualTo("done"));
        Assert.That(gateway.ListNames(), Does.Contain("good_same").And.Not.Contain("other_same"));
        var other = gateway.Metadata().GetProperty("other");
        var reason = other.GetProperty("error").GetString()!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(other.GetProperty("state").GetString(), Is.EqualTo("needs_approval"));
            Assert.That(other.GetProperty("status").GetString(), Is.EqualTo("inactive"));
            Assert.That(reason, Does.Contain("mcp-gateway trust --accept other --mcp-json-path " + _workspace.PathOf("mcp.json")));
            Assert.That(gateway.Error.Split('\n').Count(line => line.Contains("server other waits for your approval")), Is.EqualTo(1), gateway.Error);
            Assert.That(Other.HasStarted, Is.False, "it was never run");
        }

        return reason;
    }

    public string AssertWaits()
    {
        var reason = AssertWaits(out var gateway);
        gateway.CloseInput();
        Assert.That(gateway.WaitForExit(), Is.Zero);
        return reason;
    }

    public string StateOf(string server) =>
        _workspace.Run("trust", "--json").Json.GetProperty("servers").EnumerateArray().Single(one => one.GetProperty("name").GetString() == server).GetProperty("state").GetString()!;

    public JsonElement ChangesOf(string server) =>
        _workspace.Run("trust", "--json").Json.GetProperty("servers").EnumerateArray().Single(one => one.GetProperty("name").GetString() == server).GetProperty("changes");

    public void Dispose() => _workspace.Dispose();
}
