using EndToEnd.Running;

namespace EndToEnd.Remote;

public class LoginTests
{
    private static readonly HttpClient Browser = new();

    private static async Task<string> SignInAsync(Workspace workspace)
    {
        var login = workspace.StartCommand("login", "far", "--no-browser");
        var address = Deadline.Until("it prints the address", () => login.Error.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith("http", StringComparison.Ordinal)));
        Assert.That(await Browser.GetStringAsync(address), Does.Contain("You are signed in"));
        Assert.That(login.WaitForExit(), Is.Zero, login.Error);
        return login.Error;
    }

    private static string[] TokenFiles(Workspace workspace) => Directory.GetFiles(Path.Combine(workspace.PathOf("home"), "tokens"), "*.json");

    [Test]
    public async Task Signing_in_lets_the_gateway_in_and_signing_out_keeps_it_out()
    {
        using var workspace = new Workspace();
        var server = workspace.Own(new AuthorizedServer());
        workspace.AddRemote("far", server.Url);

        var before = workspace.Run("call", "far_echo");
        var said = await SignInAsync(workspace);
        var after = workspace.Run("call", "far_echo");
        var file = TokenFiles(workspace).Single();
        var mode = OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(file);
        var logout = workspace.Run("logout", "far");
        var again = workspace.Run("call", "far_echo");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before.Error + before.Output, Does.Contain("401 Unauthorized; sign in with `mcp-gateway login far`"));
            Assert.That(said, Does.Contain("signed in to server 'far'").And.Not.Contain("access-secret").And.Not.Contain("code-secret"));
            Assert.That((after.ExitCode, after.Output.Trim()), Is.EqualTo((0, "done")), after.Error);
            Assert.That(server.Faults, Is.Empty);
            if (!OperatingSystem.IsWindows()) Assert.That(mode, Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(logout.Error, Does.Contain("signed out of server 'far'"));
            Assert.That(TokenFiles(workspace), Is.Empty);
            Assert.That(again.Error + again.Output, Does.Contain("401 Unauthorized"));
        }
    }

    [Test]
    public async Task A_token_that_is_refused_is_renewed_once_for_all_and_its_successor_kept()
    {
        using var workspace = new Workspace();
        var server = workspace.Own(new AuthorizedServer());
        workspace.AddRemote("far", server.Url);
        await SignInAsync(workspace);
        var gateway = workspace.Open();
        gateway.Call("far_echo");
        server.Revoke();

        for (var id = 0; id < 20; id++) gateway.WriteCall($"{id}", "far_echo");
        for (var id = 0; id < 20; id++) Assert.That(gateway.Read(), Does.Contain("done"));

        Assert.That(server.Refreshes, Is.EqualTo(1));
        Assert.That(File.ReadAllText(TokenFiles(workspace).Single()), Does.Contain(server.RefreshToken));
    }

    [Test]
    public async Task A_token_is_renewed_before_it_expires()
    {
        using var workspace = new Workspace();
        var server = workspace.Own(new AuthorizedServer { Lifetime = 30 });
        workspace.AddRemote("far", server.Url);
        await SignInAsync(workspace);
        server.Lifetime = 3600;
        var before = server.Received.Length;
        var result = workspace.Run("call", "far_echo");
        Assert.That((result.Output.Trim(), server.Refreshes), Is.EqualTo(("done", 1)), result.Error);
        Assert.That(server.Received.Skip(before).Where(request => request.Target == "/mcp" && request.Header("Authorization") is "Bearer access-secret-2"), Is.Empty, "the old one is not sent any more");
    }

    [Test]
    public async Task When_it_cannot_be_renewed_the_next_step_is_said_and_nobody_is_asked()
    {
        using var workspace = new Workspace();
        var server = workspace.Own(new AuthorizedServer());
        workspace.AddRemote("far", server.Url);
        await SignInAsync(workspace);
        var gateway = workspace.Open();
        gateway.Call("far_echo");
        server.Revoke();
        server.RefusesRefresh = true;
        var authorizations = server.Received.Count(request => request.Target.StartsWith("/authorize", StringComparison.Ordinal));
        var answers = Enumerable.Range(0, 3).Select(_ => gateway.Call("far_echo").GetRawText()).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers, Has.All.Contains("401 Unauthorized; sign in with `mcp-gateway login far`"));
            Assert.That(server.Received.Count(request => request.Target.StartsWith("/authorize", StringComparison.Ordinal)), Is.EqualTo(authorizations));
            Assert.That(server.Received.Count(request => request.Body.Contains("grant_type=refresh_token", StringComparison.Ordinal)), Is.EqualTo(1), "the authorization server is left in peace for a while");
        }
    }

    [Test]
    public async Task A_running_gateway_takes_the_token_of_a_later_login()
    {
        using var workspace = new Workspace();
        var server = workspace.Own(new AuthorizedServer());
        workspace.AddRemote("far", server.Url);
        await SignInAsync(workspace);
        var gateway = workspace.Open();
        gateway.Call("far_echo");
        server.Revoke();
        server.RefusesRefresh = true;
        Assert.That(gateway.Call("far_echo").GetRawText(), Does.Contain("401"));
        await SignInAsync(workspace);
        Assert.That(gateway.CallText("far_echo"), Is.EqualTo("done"));
    }

    [Test]
    public async Task What_a_stranger_sends_to_the_listener_signs_nobody_in()
    {
        using var workspace = new Workspace();
        var server = workspace.Own(new AuthorizedServer());
        workspace.AddRemote("far", server.Url);
        var login = workspace.StartCommand("login", "far", "--no-browser");
        var address = Deadline.Until("it prints the address", () => login.Error.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith("http", StringComparison.Ordinal)));
        var callback = Uri.UnescapeDataString(address.Split("redirect_uri=")[1].Split('&')[0]);
        foreach (var query in (string[])["?code=stolen&state=wrong", "?code=stolen", "/other?code=stolen", ""])
        {
            using var refused = await Browser.GetAsync(callback + query);
            Assert.That((int)refused.StatusCode, Is.EqualTo(404), query);
        }

        Assert.That(login.HasExited, Is.False);
        await Browser.GetStringAsync(address);
        Assert.That(login.WaitForExit(), Is.Zero, login.Error);
    }

    [Test]
    public void An_authorization_in_the_headers_counts_more()
    {
        using var workspace = new Workspace();
        workspace.AddRemote("far", "https://example.invalid/mcp")["headers"] = new System.Text.Json.Nodes.JsonObject { ["authorization"] = "Bearer header-secret" };
        workspace.Add("near", "node");
        var login = workspace.Run("login", "far");
        Assert.That((login.ExitCode, login.Error.Trim()), Is.EqualTo((2, "mcp-gateway: server 'far' has an Authorization in its 'headers', which counts more than signing in; remove it first")));
        Assert.That(workspace.Run("login", "fare").Error, Does.Contain("has no server 'fare' (did you mean 'far'?)"));
        Assert.That(workspace.Run("login", "near").Error, Does.Contain("server 'near' is a program on this machine: there is nothing to sign in to"));
    }

    [Test]
    public void A_server_that_is_down_fails_the_login_with_a_sentence()
    {
        using var workspace = new Workspace();
        workspace.AddRemote("far", "http://127.0.0.1:1/mcp?key=url-secret");
        var login = workspace.Run("login", "far");
        Assert.That((login.ExitCode, login.Error), Is.EqualTo((3, login.Error)));
        Assert.That(login.Error, Does.StartWith("mcp-gateway: signing in to server 'far' failed: ").And.Not.Contain("url-secret"));
    }
}
