using System.CommandLine;
using Gateway.Core.Allowing;
using Gateway.Core.Guarding;
using Gateway.Host.Logging;
using Gateway.Host.Startup;

namespace Gateway.Host.Commands.Guardrails;

/// <summary><c>guardrails test</c>: sends one text through the guardrails as a gateway would, and tells what happened and why.</summary>
internal static class TestCommand
{
    public static Command Create(GatewayArguments gateway)
    {
        var text = new Argument<string>("TEXT") { Description = "The text, or - to read it from stdin: a shell keeps what is typed in its history" };
        var property = new Option<string?>("--property") { Description = "The name of the JSON property that holds it; some rules need one such as 'password'", HelpName = "NAME" };
        var direction = new Option<string>("--direction") { Description = "to-client: in a tool's result; to-server: in a call's arguments", HelpName = "to-client|to-server", DefaultValueFactory = _ => "to-client" };
        direction.AcceptOnlyFromAmong("to-client", "to-server");
        var json = new Option<bool>("--json") { Description = "Print JSON for programs" };
        var test = new Command("test", "Show what would happen to one text, and why");
        test.Arguments.Add(text);
        Option[] options = [property, direction, json];
        foreach (var option in options) test.Options.Add(option);
        gateway.AddGuardrailsTo(test);
        test.SetAction(result => GatewayCommand.Run(() => Run(
            gateway.ReadGuardrails(result),
            new(TypedText.Read(result.GetValue(text)!), result.GetValue(property), result.GetValue(direction) == "to-server" ? Direction.ToServer : Direction.ToClient),
            result.GetValue(json))));
        return test;
    }

    private static int Run(PluginArguments arguments, TestMessage message, bool isJson)
    {
        using var log = CommandLog.Open(null, quiet: true);
        using var guardrails = LoadedGuardrails.Load(arguments, log);
        var allowed = new AllowFile(GatewayHome.Path, TimeProvider.System).Load();
        var pipeline = GuardrailSetup.Build(guardrails.Plugins, guardrails.Configuration, TimeProvider.System, log, allowed);
        using var watchdog = pipeline.Watchdog;
        var passage = message.SendThrough(pipeline);
        var report = new TestReport(message, passage);
        if (isJson) report.PrintJson(Console.Out);
        else report.PrintTable(Console.Out);
        return passage.Refusal is null ? ExitCodes.Ok : ExitCodes.Blocked;
    }
}
