using System.CommandLine;
using System.Text;
using System.Text.Json;
using Gateway.Core.Plugins;
using Gateway.Host.Printing;
using Gateway.Host.Startup;

namespace Gateway.Host.Commands;

/// <summary><c>plugins list</c>: what can be enabled, read from the files without running any of their code.</summary>
internal static class PluginsCommand
{
    public static Command Create(GatewayArguments gateway)
    {
        var json = new Option<bool>("--json") { Description = "Print JSON for programs" };
        var list = new Command("list", "List the plugins that can be enabled");
        list.Options.Add(json);
        list.Options.Add(gateway.PluginFolders);
        list.SetAction(result => GatewayCommand.Run(() => List(result.GetValue(gateway.PluginFolders) ?? [], result.GetValue(json))));
        var plugins = new Command("plugins", "Look at the plugins");
        plugins.Subcommands.Add(list);
        plugins.Subcommands.Add(Plugins.LockCommand.Create(gateway));
        plugins.Subcommands.Add(Plugins.CheckCommand.Create());
        return plugins;
    }

    private static int List(string[] folders, bool isJson)
    {
        var catalogue = PluginSet.Scan(folders);
        foreach (var problem in catalogue.Problems) Console.Error.WriteLine($"mcp-gateway: {Core.Protocol.Printable.Line(problem.ToString(), 1000)}");
        if (isJson) Console.Out.WriteLine(ToJson(catalogue));
        else Print(catalogue);
        return ExitCodes.Ok;
    }

    private static void Print(PluginCatalogue catalogue)
    {
        var table = new Table("NAME", "KIND", "VERSION", "CONTRACT", "FROM", "DESCRIPTION");
        foreach (var plugin in catalogue.Plugins)
        {
            table.Add(plugin.Name, plugin.KindName, plugin.Version, plugin.ContractVersion, plugin.IsBundled ? "bundled" : plugin.Folder, plugin.Description);
        }

        table.Print(Console.Out);
    }

    private static string ToJson(PluginCatalogue catalogue)
    {
        var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output, new() { Indented = true }))
        {
            writer.WriteStartArray();
            foreach (var plugin in catalogue.Plugins)
            {
                writer.WriteStartObject();
                writer.WriteString("name", plugin.Name);
                writer.WriteString("kind", plugin.KindName);
                writer.WriteString("version", plugin.Version);
                writer.WriteString("contract", plugin.ContractVersion);
                writer.WriteBoolean("bundled", plugin.IsBundled);
                writer.WriteString("path", plugin.AssemblyPath);
                writer.WriteString("description", plugin.Description);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(output.ToArray());
    }
}
