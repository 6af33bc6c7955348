using System.Text.Json.Nodes;
using EndToEnd.Running;
using Gateway.Core.Tests.Servers.Remote.Serving;

namespace EndToEnd.Remote;

public class RemoteServerTests
{
    private const string HeaderSecret = "header-secret-4711";

    private static readonly string[] Network = ["System.Net.Http.dll", "System.Net.Sockets.dll", "System.Net.Security.dll", "ModelContextProtocol.Core.dll"];

    // A program compiled ahead of time is mapped; others are read. Both show here.
    private static string[] Loaded(RawClient gateway) => [.. Network.Where(File.ReadAllText($"/proc/{gateway.ProcessId}/maps").Contains)];

    [Test]
    [Platform("Linux")]
    public void Nothing_of_http_is_loaded_without_a_remote_server_and_nothing_of_the_sdk_with_one()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("echo");
        var local = workspace.Open();
        local.CallText("child_echo");
        Assert.That(Loaded(local), Is.Empty);

        workspace.AddRemote("far", workspace.Own(new McpHttpServer()).Url);
        var remote = workspace.Open();
        remote.CallText("far_echo");
        Assert.That(Loaded(remote), Is.EqualTo(new[] { "System.Net.Http.dll", "System.Net.Sockets.dll", "System.Net.Security.dll" }));
    }

    [Test]
    public void A_server_that_forgets_its_sessions_is_used_on_without_a_word_to_the_client()
    {
        using var workspace = new Workspace();
        var server = workspace.AddEverything("all", "streamableHttp");
        var gateway = workspace.Open();
        Assert.That(gateway.CallText("all_echo", """{"message":"one"}"""), Is.EqualTo("Echo: one"));
        server.Restart();
        Assert.That(gateway.CallText("all_echo", """{"message":"two"}"""), Is.EqualTo("Echo: two"));
        Assert.That(gateway.Metadata().GetProperty("all").GetProperty("state").GetString(), Is.EqualTo("ready"));
    }

    [Test]
    public void A_call_in_a_server_that_dies_gets_an_error_and_other_servers_go_on()
    {
        using var workspace = new Workspace();
        workspace.AddScripted().AnswerText("plain");
        var server = workspace.AddEverything("all", "streamableHttp");
        var gateway = workspace.Open();
        gateway.ListNames();
        gateway.Write("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"all_trigger-long-running-operation","arguments":{"duration":60,"steps":600},"_meta":{"progressToken":"p"} } }""");
        gateway.ReadMethod("notifications/progress");
        server.Dispose();
        Assert.That(gateway.ReadAnswer("7"), Does.Contain("Server 'all' ").And.Contain("\"code\":-31083"));
        Assert.That(gateway.Call("all_echo", """{"message":"x"}""").GetRawText(), Does.Contain("refused the connection; is it running, and is 'url' right?"));
        gateway.CallText("child_plain");
        server.Restart();
        Assert.That(gateway.CallText("all_echo", """{"message":"back"}"""), Is.EqualTo("Echo: back"));
    }

    [Test]
    public void A_hanging_server_is_cancelled_when_the_call_takes_too_long()
    {
        using var workspace = new Workspace();
        workspace.Set("callTimeout", 1);
        var server = workspace.Own(new McpHttpServer());
        server.On("POST tools/call", (_, reply) => Task.Delay(Timeout.Infinite, reply.End));
        workspace.AddRemote("far", server.Url);
        var gateway = workspace.Open();
        Assert.That(gateway.Call("far_echo").GetRawText(), Does.Contain("Server 'far' did not answer within 1 s."));
        Deadline.Until("the server is told", () => server.Received.Any(request => request.Method == "notifications/cancelled"));
    }

    [Test]
    public void A_tool_whose_marks_break_the_rules_is_withheld_from_a_remote_server_only()
    {
        const string tools = """{"tools":[{"name":"echo","inputSchema":{"type":"object"}},{"name":"bad","inputSchema":{"type":"object","properties":{"x":{"type":"number","x-mcp-header":"X"}}}}]}""";
        using var workspace = new Workspace();
        var server = workspace.Own(new McpHttpServer());
        server.On("POST tools/list", (request, reply) => reply.JsonAsync($$"""{"jsonrpc":"2.0","id":{{request.Id}},"result":{{tools}} }"""));
        workspace.AddRemote("far", server.Url);
        workspace.AddScripted("near").On("tools-list", $$"""send {"jsonrpc":"2.0","id":{id},"result":{{tools}} }""");
        var gateway = workspace.Open();
        Assert.That(gateway.ListNames(), Has.Member("far_echo").And.Member("near_bad").And.No.Member("far_bad"));
        gateway.AwaitError("1 tool(s) of server far are withheld");
    }

    [Test]
    public void The_proxy_of_the_environment_is_used()
    {
        using var workspace = new Workspace();
        var proxy = workspace.Own(new McpHttpServer());
        workspace.Environment["HTTP_PROXY"] = proxy.Origin;
        workspace.AddRemote("far", "http://far.example/mcp");
        Assert.That(workspace.Open().CallText("far_echo"), Is.EqualTo("done"));
        Assert.That(proxy.Received.Select(request => request.Target), Has.All.EqualTo("http://far.example/mcp"));
    }

    [Test]
    public void Headers_and_the_query_of_a_url_are_in_no_output_whatever_goes_wrong()
    {
        using var workspace = new Workspace();
        var server = workspace.Own(new McpHttpServer());
        var refusing = workspace.Own(new McpHttpServer()).On("POST initialize", (_, reply) => reply.EmptyAsync(401));
        string[] urls = [server.Url, refusing.Url, $"http://127.0.0.1:1/mcp?key={McpHttpServer.UrlSecret}", $"https://127.0.0.1:1/mcp?key={McpHttpServer.UrlSecret}", $"http://no-such-host.invalid/?key={McpHttpServer.UrlSecret}", $"mcp?key={McpHttpServer.UrlSecret}", $"ftp://x/?key={McpHttpServer.UrlSecret}"];
        for (var i = 0; i < urls.Length; i++) workspace.AddRemote($"far{i}", urls[i])["headers"] = new JsonObject { ["X-Key"] = HeaderSecret };
        workspace.Environment["LOGLEVEL"] = "trace";
        var gateway = workspace.Open("--enable-tracing", "jsonl", "--log-file", workspace.PathOf("log"));
        var said = string.Join('\n', gateway.ListNames());
        foreach (var status in (int[])[401, 403, 404, 429, 500, 302])
        {
            server.On("POST tools/call", (request, reply) => reply.EmptyAsync(status, $"Location: http://other.example{request.Target}"));
            said += gateway.Call("far0_echo").GetRawText();
        }

        said += gateway.Call("get_metadata").GetRawText();
        var run = workspace.RunBare("list", "servers", "--probe", "--mcp-json-path", workspace.PathOf("mcp.json"));
        var state = string.Concat(Directory.GetFiles(workspace.PathOf("home"), "*", SearchOption.AllDirectories).Select(ReadAll));
        gateway.CloseInput();
        gateway.WaitForExit();

        var all = said + gateway.Error + run.Output + run.Error + state + File.ReadAllText(workspace.PathOf("log"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((server.Received[0].Header("X-Key"), server.Received[0].Target), Is.EqualTo((HeaderSecret, "/mcp?key=" + McpHttpServer.UrlSecret)));
            Assert.That(all, Does.Contain("401 Unauthorized").And.Contain("refused the connection").And.Contain("must begin with https:// or http://"));
            Assert.That(all, Does.Not.Contain(HeaderSecret));
            Assert.That(all, Does.Not.Contain(McpHttpServer.UrlSecret));
        }
    }

    private static string ReadAll(string path)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return reader.ReadToEnd();
        }
        catch (IOException)
        {
            return ""; // a lock, or gone meanwhile
        }
    }
}
