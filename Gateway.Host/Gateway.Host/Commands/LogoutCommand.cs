using System.CommandLine;
using Gateway.Core.Protocol;
using Gateway.Host.Authorization;
using Gateway.Host.Startup;

namespace Gateway.Host.Commands;

/// <summary><c>logout</c>: forgets the tokens of a remote server.</summary>
internal static class LogoutCommand
{
    public static Command Create(GatewayArguments gateway)
    {
        var server = new Argument<string>("SERVER") { Description = "The server's name in mcp.json" };
        var logout = new Command("logout", "Forget the tokens of a remote server");
        logout.Arguments.Add(server);
        gateway.AddConfigurationTo(logout);
        logout.SetAction(result => GatewayCommand.Run(() =>
        {
            var name = result.GetValue(server)!;
            var remote = RemoteServer.Find(gateway.LoadServers(result), name);
            var wasThere = new TokenFile(GatewayHome.Tokens, remote.Url).Delete();
            Console.Error.WriteLine($"mcp-gateway: {(wasThere ? "signed out of" : "nobody was signed in to")} server '{Printable.Line(name)}'");
            return ExitCodes.Ok;
        }));
        return logout;
    }
}
