using System.CommandLine;
using System.Text.Json;
using Gateway.Core.Configuration;
using Gateway.Core.Protocol;
using Gateway.Host.Logging;
using Gateway.Host.Printing;
using Gateway.Host.Startup;

namespace Gateway.Host.Commands;

/// <summary><c>list</c>: what is behind the gateway, as a client would see it.</summary>
internal static class ListCommand
{
    private const int ShownDescription = 100;

    public static Command Create(GatewayArguments gateway)
    {
        var what = new Argument<string>("tools|servers") { DefaultValueFactory = _ => "tools", Description = "What to list" };
        what.AcceptOnlyFromAmong("tools", "servers");
        var json = new Option<bool>("--json") { Description = "Print JSON for programs" };
        var list = new Command("list", "List the tools or the servers");
        list.Arguments.Add(what);
        list.Options.Add(json);
        gateway.AddTo(list);
        list.SetAction(result => GatewayCommand.Run(() => Run(gateway.Read(result), result.GetValue(what)!, result.GetValue(json))));
        return list;
    }

    private static int Run(GatewayArguments.Values arguments, string what, bool isJson)
    {
        using var log = CommandLog.Open(arguments.LogFile, quiet: true);
        using var client = new InProcessClient();
        // Its own tools tell it about the servers, whatever a client would be offered.
        var all = what == "servers" ? arguments with { Expose = Expose.Both } : arguments;
        using var process = GatewayProcess.Start(all, static _ => true, client.Input, client.Output, log);
        client.Initialize();
        var tools = client.Request(Methods.ToolsList, "{}").GetProperty("result").GetProperty("tools");
        if (what == "tools") PrintTools(tools, isJson);
        else PrintServers(client.Metadata(), isJson);
        return ExitCodes.Ok;
    }

    private static void PrintTools(JsonElement tools, bool isJson)
    {
        if (isJson)
        {
            Console.Out.WriteLine(tools.GetRawText());
            return;
        }

        var table = new Table("TOOL", "DESCRIPTION");
        foreach (var tool in tools.EnumerateArray())
        {
            var description = tool.TryGetProperty("description", out var text) ? text.ToString().Split('\n')[0] : "";
            table.Add(tool.GetProperty("name").GetString()!, Printable.Line(description, ShownDescription));
        }

        table.Print(Console.Out);
    }

    private static void PrintServers(JsonElement metadata, bool isJson)
    {
        if (isJson)
        {
            Console.Out.WriteLine(metadata.GetRawText());
            return;
        }

        var table = new Table("SERVER", "STATE", "TOOLS", "REASON");
        foreach (var server in metadata.EnumerateObject().Where(server => server.Value.ValueKind == JsonValueKind.Object))
        {
            var tools = server.Value.GetProperty("original_tools").GetArrayLength().ToString(System.Globalization.CultureInfo.InvariantCulture);
            var reason = server.Value.TryGetProperty("error", out var error) ? error.ToString() : "";
            table.Add(server.Name, server.Value.GetProperty("state").ToString(), tools, reason);
        }

        table.Print(Console.Out);
    }
}
