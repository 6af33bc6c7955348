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
        var what = new Argument<string>("tools|prompts|resources|servers") { DefaultValueFactory = _ => "tools", Description = "What to list" };
        what.AcceptOnlyFromAmong("tools", "prompts", "resources", "servers");
        var probe = new Option<bool>("--probe") { Description = "For servers: start them, instead of asking the gateways that run" };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs" };
        var list = new Command("list", "List what is behind the gateway");
        list.Arguments.Add(what);
        list.Options.Add(json);
        list.Options.Add(probe);
        gateway.AddTo(list);
        list.SetAction(result => GatewayCommand.Run(() => result.GetValue(what) == "servers" && !result.GetValue(probe)
            ? RunningServers.Run(gateway.LoadServers(result), result.GetValue(json))
            : Run(gateway.Read(result), result.GetValue(what)!, result.GetValue(json))));
        return list;
    }

    private static int Run(GatewayArguments.Values arguments, string what, bool isJson)
    {
        using var log = CommandLog.Open(arguments.LogFile, quiet: true);
        using var client = new InProcessClient();
        // Its own tools tell it about the servers, whatever a client would be offered.
        var all = what == "servers" ? arguments with { Expose = Expose.Both } : arguments;
        using var process = GatewayProcess.Start(all, static _ => true, log);
        process.Open(SessionView.Whole, client.Connection, recallsTools: false);
        client.Initialize();
        var tools = Entries(client, "tools"); // waits until every server is ready or has failed
        if (what == "servers") PrintServers(client.Metadata(), isJson);
        else Print(what == "tools" ? tools : Entries(client, what), what, isJson);
        return ExitCodes.Ok;
    }

    private static JsonElement Entries(InProcessClient client, string what) => client.Request($"{what}/list", "{}").GetProperty("result").GetProperty(what);

    private static void Print(JsonElement entries, string what, bool isJson)
    {
        if (isJson)
        {
            Console.Out.WriteLine(entries.GetRawText());
            return;
        }

        var key = what == "resources" ? "uri" : "name";
        var table = new Table(what == "resources" ? "URI" : what[..^1].ToUpperInvariant(), "DESCRIPTION");
        foreach (var entry in entries.EnumerateArray())
        {
            var description = entry.TryGetProperty("description", out var text) || entry.TryGetProperty("name", out text) ? text.ToString().Split('\n')[0] : "";
            table.Add(Printable.Line(entry.GetProperty(key).ToString()), Printable.Line(description, ShownDescription));
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
