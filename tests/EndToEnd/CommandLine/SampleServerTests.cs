using EndToEnd.Running;

namespace EndToEnd.CommandLine;

internal sealed class SampleServerTests
{
    private static readonly string[] Arguments = ["sample-server"];

    [Test]
    public void It_echoes_fails_and_refuses_what_is_no_message()
    {
        using var server = new RawClient(Arguments, new Dictionary<string, string>(), Path.GetTempPath());
        Assert.That(server.Initialize("2025-06-18"), Does.Contain("\"protocolVersion\":\"2025-06-18\""));
        Assert.That(server.ListNames(), Is.EqualTo(new[] { "echo", "fail" }));
        Assert.That(server.CallText("echo", """{"text":"a \"b\" <c>"}"""), Is.EqualTo("a \"b\" <c>"));
        Assert.That(server.Call("echo").GetProperty("result").GetProperty("isError").GetBoolean(), Is.True);
        Assert.That(server.Call("fail").GetProperty("result").GetProperty("isError").GetBoolean(), Is.True);
        Assert.That(server.Call("other").GetProperty("error").GetProperty("code").GetInt32(), Is.EqualTo(-32602));
        Assert.That(server.Request("resources/list").GetProperty("error").GetProperty("code").GetInt32(), Is.EqualTo(-32601));
        server.Write("nonsense");
        Assert.That(server.Read(), Does.Contain("-32700"));
        server.CloseInput();
        Assert.That(server.WaitForExit(), Is.Zero);
    }
}
