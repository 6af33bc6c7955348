using System.CommandLine;
using System.CommandLine.Invocation;
using Gateway.Core.Configuration;
using Gateway.Core.Plugins;
using Gateway.Core.Scoring;
using Gateway.Host.Commands.Guardrails;
using Gateway.Host.Commands.Http;
using Gateway.Host.Commands.Plugins;

namespace Gateway.Host.Commands;

/// <summary>The command line: <c>serve</c> is what happens when no command is named.</summary>
internal static class GatewayCommand
{
    /// <param name="arguments">The command line.</param>
    /// <param name="serveHttp">What <c>serve --http</c> does.</param>
    public static int Run(string[] arguments, Func<GatewayArguments.Values, HttpArguments.Values, int> serveHttp)
    {
        var result = Create(serveHttp).Parse(arguments);
        if (result.Action is not ParseErrorAction) return result.Invoke();
        // Not the library's own way, which prints the help to stdout: that may be a client's.
        var errors = string.Join(" ", result.Errors.Select(error => error.Message));
        Console.Error.WriteLine($"mcp-gateway: {Core.Protocol.Printable.Line(errors, 2000)} See mcp-gateway --help.");
        return ExitCodes.Usage;
    }

    private static RootCommand Create(Func<GatewayArguments.Values, HttpArguments.Values, int> serveHttp)
    {
        var arguments = new GatewayArguments();
        var root = new RootCommand("One MCP server in front of all your MCP servers: every message passes guardrails and tracers.");
        arguments.AddTo(root);
        root.SetAction(result => Run(() => ServeCommand.Run(arguments.Read(result))));
        root.Subcommands.Add(Serve(arguments, serveHttp));
        root.Subcommands.Add(CallCommand.Create(arguments));
        root.Subcommands.Add(ListCommand.Create(arguments));
        root.Subcommands.Add(LoginCommand.Create(arguments));
        root.Subcommands.Add(LogoutCommand.Create(arguments));
        root.Subcommands.Add(TrustCommand.Create(arguments));
        root.Subcommands.Add(PluginsCommand.Create(arguments));
        root.Subcommands.Add(GuardrailsCommand.Create(arguments));
        root.Subcommands.Add(SdkCommand.Create());
        root.Subcommands.Add(SampleServerCommand.Create());
        return root;
    }

    /// <summary>Runs a command and turns what the user can mend into one line and exit code 2.</summary>
    public static int Run(Func<int> command)
    {
        try
        {
            return command();
        }
        catch (Exception exception) when (exception is ConfigurationException or PluginException or UsageException or LabelException)
        {
            Console.Error.WriteLine($"mcp-gateway: {Core.Protocol.Printable.Line(exception.Message, 2000)}");
            return ExitCodes.Usage;
        }
    }

    private static Command Serve(GatewayArguments arguments, Func<GatewayArguments.Values, HttpArguments.Values, int> serveHttp)
    {
        var serve = new Command("serve", "Serve an MCP client on stdin and stdout (the default), or many over HTTP");
        var http = new HttpArguments();
        arguments.AddTo(serve);
        http.AddTo(serve);
        serve.SetAction(result => Run(() => http.Read(result) is { } asked ? serveHttp(arguments.Read(result), asked) : ServeCommand.Run(arguments.Read(result))));
        return serve;
    }
}
