using System.CommandLine;
using Gateway.Core.Configuration;
using Gateway.Core.Protocol;
using Gateway.Core.Trust;
using Gateway.Host.Authorization;
using Gateway.Host.Startup;

namespace Gateway.Host.Commands;

/// <summary><c>login</c>: signs in to a remote server in the browser and keeps what that brings.</summary>
internal static class LoginCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static Command Create(GatewayArguments gateway)
    {
        var server = new Argument<string>("SERVER") { Description = "The server's name in mcp.json" };
        var noBrowser = new Option<bool>("--no-browser") { Description = "Only print the address to open" };
        var login = new Command("login", "Sign in to a remote server (OAuth) in the browser");
        var scope = new Option<string>("--scope") { Description = "Ask for these scopes too, separated by blanks: a server's refusal names them" };
        login.Arguments.Add(server);
        login.Options.Add(noBrowser);
        login.Options.Add(scope);
        gateway.AddConfigurationTo(login);
        login.SetAction(result => GatewayCommand.Run(() =>
        {
            // Who could change the address would have the user sign in there.
            var configuration = new Approvals(new(GatewayHome.Path), line => Console.Error.WriteLine($"mcp-gateway: {line}")).Apply(gateway.LoadServers(result));
            var remote = RemoteServer.Find(configuration, result.GetValue(server)!);
            return RunAsync(result.GetValue(server)!, remote, !result.GetValue(noBrowser), Words(result.GetValue(scope))).GetAwaiter().GetResult();
        }));
        return login;
    }

    private static async Task<int> RunAsync(string name, RemoteConfiguration remote, bool opensBrowser, string[] scopes)
    {
        if (remote.Headers.Any(header => header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)))
        {
            throw new UsageException($"server '{Printable.Line(name)}' has an Authorization in its 'headers', which counts more than signing in; remove it first");
        }

        if (RemoteReader.SendsInTheOpen(remote.Url)) Console.Error.WriteLine("mcp-gateway: the server is reached over http://; others on the way can read its tokens");
        var file = new TokenFile(GatewayHome.Tokens, remote.Url);
        using var listener = new RedirectListener(remote.OAuth?.CallbackPort);
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            var token = await SdkOAuth.SignInAsync(remote, file, listener, scopes, address => ShowAsync(address, opensBrowser), limit.Token).ConfigureAwait(false);
            Console.Error.WriteLine(token is null
                ? $"mcp-gateway: server '{Printable.Line(name)}' did not ask to sign in; nothing was kept"
                : $"mcp-gateway: signed in to server '{Printable.Line(name)}'; the tokens are in {file.Path}");
            return ExitCodes.Ok;
        }
        catch (Exception exception) when (exception is not ConfigurationException)
        {
            Console.Error.WriteLine($"mcp-gateway: signing in to server '{Printable.Line(name)}' failed: {Reason(exception, limit.IsCancellationRequested)}");
            return ExitCodes.Server;
        }
    }

    private static string[] Words(string? text) => text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static Task ShowAsync(Uri address, bool opensBrowser)
    {
        var hasOpened = opensBrowser && Browser.TryOpen(address);
        return Console.Error.WriteLineAsync($"{(hasOpened ? "Your browser opens this address to sign in" : "Open this address in a browser to sign in")}:\n\n  {address.AbsoluteUri}\n");
    }

    // The SDK's texts may quote addresses, and the query of one may hold a secret.
    private static string Reason(Exception exception, bool isLate)
    {
        if (isLate) return FormattableString.Invariant($"nobody signed in within {Patience.TotalMinutes:0} minutes");
        var words = exception.Message.Split(' ').Select(word => word.Contains("://", StringComparison.Ordinal) ? word.Split('?', '#')[0] : word);
        return Printable.Line(string.Join(' ', words));
    }
}
