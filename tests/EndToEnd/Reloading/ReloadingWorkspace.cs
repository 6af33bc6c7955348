using System.Text.Json;
using System.Text.Json.Nodes;
using EndToEnd.Running;

namespace EndToEnd.Reloading;

/// <summary>A running gateway whose <c>mcp.json</c> the test edits: two servers, one of which nobody ever touches.</summary>
internal sealed class ReloadingWorkspace : IDisposable
{
    private readonly ScriptedChild _kept;

    public ReloadingWorkspace()
    {
        _kept = Workspace.AddScripted("kept").AnswerText("same");
        Touched = Workspace.AddScripted("touched").AnswerText("same");
    }

    public Workspace Workspace { get; } = new();

    public ScriptedChild Touched { get; }

    public RawClient Open()
    {
        var gateway = Workspace.OpenGuarded();
        gateway.ListNames();
        return gateway;
    }

    /// <summary>Another variable for the server: it has to be started again, and offers what it offered.</summary>
    public void Touch(string value) => Touched.Configuration["env"] = new JsonObject { ["VARIANT"] = value };

    public void AwaitStarts(int count) => Deadline.Until($"the touched server was started {count} times", () => Touched.Starts.Length == count);

    public static void AwaitReady(RawClient gateway, string server) => Deadline.Until($"{server} is ready", () =>
        gateway.Metadata().TryGetProperty(server, out var found) && found.GetProperty("state").GetString() == "ready");

    /// <summary>What came unasked until now.</summary>
    public static IReadOnlyList<string> Unasked(RawClient gateway)
    {
        var others = new List<string>();
        gateway.Write("""{"jsonrpc":"2.0","id":"now","method":"ping"}""");
        gateway.ReadAnswer("\"now\"", others);
        return others;
    }

    public void AssertKept(RawClient gateway)
    {
        Assert.That(gateway.CallText("kept_same"), Is.EqualTo("done"));
        Assert.That(_kept.Starts, Has.Length.EqualTo(1), "starts of the server that nobody touched");
    }

    public static bool IsListChanged(string line)
    {
        using var message = JsonDocument.Parse(line);
        return message.RootElement.TryGetProperty("method", out var method) && method.GetString() == "notifications/tools/list_changed";
    }

    public void Dispose() => Workspace.Dispose();
}
