using System.CommandLine;
using System.Text;
using Gateway.Core.Catalog;
using Gateway.Core.Configuration;
using Gateway.Core.Protocol;
using Gateway.Host.Logging;
using Gateway.Host.Printing;
using Gateway.Host.Startup;

namespace Gateway.Host.Commands;

/// <summary><c>call</c>: one tool call from the command line, through the same guardrails; only the server it needs is started.</summary>
internal static class CallCommand
{
    public static Command Create(GatewayArguments gateway)
    {
        var tool = new Argument<string>("TOOL") { Description = "The tool's name as a client sees it" };
        var pairs = new Argument<string[]>("key=value") { Description = "Arguments; the tool's schema says which are numbers, booleans or JSON", Arity = ArgumentArity.ZeroOrMore };
        var json = new Option<string?>("--json") { Description = "All arguments as a JSON object", HelpName = "JSON" };
        var file = new Option<string?>("--json-file") { Description = "All arguments from a file with a JSON object", HelpName = "FILE" };
        var raw = new Option<bool>("--raw") { Description = "Print the whole result as JSON" };
        var call = new Command("call", "Call one tool and print its result");
        call.Arguments.Add(tool);
        call.Arguments.Add(pairs);
        Option[] options = [json, file, raw];
        foreach (var option in options) call.Options.Add(option);
        gateway.AddTo(call);
        call.SetAction(result => GatewayCommand.Run(() => Run(
            gateway.Read(result),
            result.GetValue(tool)!,
            new(result.GetValue(pairs) ?? [], result.GetValue(json), result.GetValue(file)),
            result.GetValue(raw))));
        return call;
    }

    private static int Run(GatewayArguments.Values arguments, string tool, CallInput input, bool isRaw)
    {
        input.Check();
        using var log = CommandLog.Open(arguments.LogFile, quiet: true);
        using var client = new InProcessClient();
        var configuration = ConfigurationLoader.Load(arguments.ConfigurationPath, arguments.ConfigPath, ConfigurationEnvironment.Current);
        using var process = GatewayProcess.Start(arguments, IsNeeded(arguments.Apply(configuration), tool), log);
        process.Open(SessionView.Whole, client.Connection);
        client.Initialize();
        var listing = client.Request(Methods.ToolsList, "{}");
        var entry = listing.GetProperty("result").GetProperty("tools").EnumerateArray().FirstOrDefault(entry => entry.GetProperty("name").ValueEquals(tool));
        var parameters = $$"""{"name":{{Encoding.UTF8.GetString(JsonText.Quote(tool))}},"arguments":{{input.ToJson(entry)}}}""";
        var answer = client.Request(Methods.ToolsCall, parameters);
        return CallPrinter.Print(answer, isRaw);
    }

    // A name that fits no server starts them all, so that the error can name what exists.
    private static Func<ServerConfiguration, bool> IsNeeded(GatewayConfiguration configuration, string tool)
    {
        var names = new ExposedNames(configuration.Servers.Select(server => server.Name), configuration.Settings.ToolNames, configuration.Settings.MaxNameLength);
        string[] candidates = [.. names.CandidatesFor(tool)];
        return candidates.Length == 0 ? static _ => true : server => candidates.Contains(server.Name);
    }
}
