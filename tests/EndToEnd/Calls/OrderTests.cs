using EndToEnd.Running;

namespace EndToEnd.Calls;

public class OrderTests
{
    private const string Done = """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":"done"}]}}""";

    [Test]
    public void Three_hundred_progress_notifications_arrive_in_order_before_the_result()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().On("call-work", """repeat 300 {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{token},"progress":{n},"total":300}}""", Done);
        var gateway = workspace.OpenGuarded();

        gateway.Write("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"child_work","_meta":{"progressToken":"a token"}}}""");
        var progress = new List<string>();
        gateway.ReadAnswer("1", progress);

        Assert.That(progress, Is.EqualTo(Enumerable.Range(1, 300).Select(n =>
            $$$"""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"a token","progress":{{{n}}},"total":300}}""")));
    }

    [Test]
    public void Progress_after_the_result_is_dropped()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().On("call-work", Done, """send {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":{token},"progress":1}}""", "touch sent").AnswerText("same");
        var gateway = workspace.OpenGuarded();

        gateway.Write("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"child_work","_meta":{"progressToken":1}}}""");
        gateway.ReadAnswer("1");
        var others = new List<string>();
        gateway.WriteCall("2", "child_same");
        gateway.ReadAnswer("2", others);

        Assert.That(others, Is.Empty);
    }

    [Test]
    public void Two_calls_of_one_server_do_not_wait_for_each_other()
    {
        using var workspace = new Workspace();
        var child = workspace.AddScripted().On("call-slow", "await-file go", Done).AnswerText("same");
        var gateway = workspace.OpenGuarded();

        gateway.WriteCall("1", "child_slow");
        Assert.That(gateway.CallText("child_same"), Is.EqualTo("done"));
        child.Release("go");

        Assert.That(gateway.ReadAnswer("1"), Does.Contain("done"));
    }

    [Test]
    public void A_server_that_does_not_read_its_calls_delays_no_other()
    {
        using var workspace = new Workspace();
        workspace.AddScripted("slow").On("call-never", "hang");
        workspace.AddScripted("quick").AnswerText("same");
        var gateway = workspace.OpenGuarded();

        for (var i = 0; i < 20; i++) gateway.WriteCall(FormattableString.Invariant($"{i}"), "slow_never");

        Assert.That(gateway.CallText("quick_same"), Is.EqualTo("done"));
    }
}
