using System.Text.Json;
using EndToEnd.Running;
using EndToEnd.Servers;

namespace EndToEnd.Faults;

/// <summary>A healthy server beside one that misbehaves; at the end, the healthy one must be the process that it was at first.</summary>
internal sealed class FaultyWorkspace : IDisposable
{
    public const int Busy = -31081;
    public const int CallTimeout = -31082;
    public const int ServerLost = -31083;
    public const int ServerUnavailable = -31084;

    private readonly ScriptedChild _good;

    public FaultyWorkspace()
    {
        _good = Workspace.AddScripted("good").AnswerText("same");
        Bad = Workspace.AddScripted("bad");
        // Quick, so that a test sees what comes after.
        Workspace.Set("restartDelay", 0.1);
        Workspace.Set("maxRestartDelay", 0.2);
    }

    public Workspace Workspace { get; } = new();

    public ScriptedChild Bad { get; }

    /// <summary>The gateway, masking, with the client's <c>tools/list</c> behind it.</summary>
    public RawClient Open()
    {
        var gateway = Workspace.OpenGuarded();
        gateway.ListNames();
        return gateway;
    }

    public static JsonElement Metadata(RawClient gateway) => gateway.Metadata().GetProperty("bad");

    public static string State(RawClient gateway) => Metadata(gateway).GetProperty("state").GetString()!;

    public static string Reason(RawClient gateway) => Metadata(gateway).TryGetProperty("error", out var error) ? error.GetString()! : "";

    public static int Restarts(RawClient gateway) => Metadata(gateway).TryGetProperty("restarts", out var restarts) ? restarts.GetInt32() : 0;

    public static void AwaitState(RawClient gateway, string state) => Deadline.Until($"the bad server is {state}", () => State(gateway) == state);

    /// <summary>An answer must be this error; returns its sentence.</summary>
    public static string AssertError(JsonElement answer, int code)
    {
        Assert.That(answer.TryGetProperty("error", out var error), Is.True, answer.GetRawText());
        Assert.That(error.GetProperty("code").GetInt32(), Is.EqualTo(code), answer.GetRawText());
        return error.GetProperty("message").GetString()!;
    }

    /// <summary>The good server answers, and was never started again.</summary>
    public void AssertGoodIsUntouched(RawClient gateway)
    {
        var answered = gateway.CallText("good_same");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answered, Is.EqualTo("done"));
            Assert.That(_good.Starts, Has.Length.EqualTo(1), "starts of the good server");
            Assert.That(Processes.IsRunning(_good.ProcessId), Is.True);
        }
    }

    public void Dispose() => Workspace.Dispose();
}
