using EndToEnd.Running;
using static EndToEnd.Reloading.ReloadingWorkspace;

namespace EndToEnd.Reloading;

/// <summary>The configuration changes while calls are made.</summary>
public class LoadTests
{
    private const int Edits = 4;
    private const int Window = 16;
    private const int Last = 0;

    [Test]
    public void No_call_is_lost_while_its_server_is_configured_otherwise_again_and_again()
    {
        using var reloading = new ReloadingWorkspace();
        reloading.Touched.On("call-same", "touch called", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":"done"}]}}""");
        var gateway = reloading.Open();
        using var window = new SemaphoreSlim(Window);
        using var over = new CancellationTokenSource();
        var sent = 0;
        var writing = Task.Run(() =>
        {
            while (!over.IsCancellationRequested)
            {
                window.Wait();
                sent++;
                gateway.WriteCall($"{sent}", sent % 2 == 0 ? "touched_same" : "kept_same");
            }
        });
        var (answered, refused) = (new HashSet<int>(), new List<string>());
        var reading = Task.Run(() =>
        {
            while (true)
            {
                if (writing.IsCompleted && answered.Count == sent) return;
                var line = gateway.Read();
                var message = RawClient.Parse(line);
                if (!message.TryGetProperty("id", out var id) || id.GetInt32() == Last) continue;
                Assert.That(answered.Add(id.GetInt32()), Is.True, line);
                if (!message.TryGetProperty("result", out _)) refused.Add(line);
                window.Release();
            }
        });

        for (var edit = 2; edit <= Edits + 1; edit++)
        {
            reloading.Touch($"{edit}");
            reloading.Workspace.WriteConfiguration();
            reloading.AwaitStarts(edit);
        }

        over.Cancel();
        writing.Wait();
        gateway.Write($$"""{"jsonrpc":"2.0","id":{{Last}},"method":"ping"}"""); // so that the reader looks once more
        Assert.That(Task.WaitAll([writing, reading], Deadline.Limit), Is.True, $"{sent} sent, {answered.Count} answered");
        Assert.That(refused, Is.Empty);
        Assert.That(answered, Has.Count.GreaterThan(Edits * Window));
        reloading.AssertKept(gateway);
    }

    [Test]
    public void Servers_come_change_their_names_and_go_and_each_change_is_announced_when_it_is_one()
    {
        using var reloading = new ReloadingWorkspace();
        var workspace = reloading.Workspace;
        var gateway = reloading.Open();

        workspace.AddScripted("added").AnswerText("new");
        workspace.WriteConfiguration();
        gateway.ReadMethod("notifications/tools/list_changed");
        Assert.That(gateway.ListNames(), Does.Contain("added_new").And.Contain("touched_same"));
        Assert.That(gateway.CallText("added_new"), Is.EqualTo("done"));

        workspace.Rename("added", "renamed");
        workspace.WriteConfiguration();
        Deadline.Until("it has its new name", () => gateway.ListNames() is var names && names.Contains("renamed_new") && !names.Contains("added_new"));
        Assert.That(gateway.CallText("renamed_new"), Is.EqualTo("done"));

        AwaitReady(gateway, "renamed");
        Unasked(gateway);
        reloading.Touch("2");
        workspace.WriteConfiguration();
        reloading.AwaitStarts(2);
        AwaitReady(gateway, "touched");
        Assert.That(Unasked(gateway).Where(IsListChanged), Is.Empty, "the server offers what it offered before");

        workspace.Remove("renamed");
        workspace.WriteConfiguration();
        gateway.ReadMethod("notifications/tools/list_changed");
        Assert.That(gateway.ListNames(), Does.Not.Contain("renamed_new"));
        reloading.AssertKept(gateway);
    }
}
