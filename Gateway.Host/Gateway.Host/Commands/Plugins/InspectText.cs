using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Core.Plugins;
using Gateway.Core.Plugins.Inspecting;
using Gateway.Core.Protocol;
using Gateway.Host.Printing;

namespace Gateway.Host.Commands.Plugins;

/// <summary>Prints plugins for people.</summary>
internal static class InspectText
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Print(IReadOnlyList<InspectedPlugin> plugins, TextWriter output)
    {
        for (var i = 0; i < plugins.Count; i++)
        {
            if (i > 0) output.WriteLine();
            Print(plugins[i], output);
        }
    }

    private static void Print(InspectedPlugin inspected, TextWriter output)
    {
        var plugin = inspected.Description;
        output.WriteLine($"{Style.Bold(Printable.Line(plugin.Name))}, a {plugin.KindName}{(plugin.IsBundled ? " of the gateway" : "")}");
        if (plugin.Description.Length > 0) output.WriteLine(Printable.Line(plugin.Description));
        output.WriteLine();
        foreach (var (label, value) in Facts(plugin, inspected.Content.Hash)) output.WriteLine($"{label,-12}{Printable.Line(value, 1000)}");
        output.WriteLine();
        if (inspected.Options is { Count: 0 }) output.WriteLine("No options.");
        else if (inspected.Options is { } options) Options(options, output);
        if (inspected.Options is not null) output.WriteLine();
        var files = new Table("FILE", "BYTES");
        foreach (var (path, size) in inspected.Content.Files) files.Add(path, size.ToString(CultureInfo.InvariantCulture));
        files.Print(output);
    }

    private static IEnumerable<(string Label, string Value)> Facts(PluginDescription plugin, string? hash)
    {
        yield return ("version", plugin.Version);
        yield return ("contract", plugin.ContractVersion);
        yield return ("class", plugin.TypeName);
        yield return ("path", plugin.AssemblyPath);
        yield return ("hash", hash ?? "-");
        if (plugin.Kind is PluginKind.Guardrail)
        {
            yield return ("looks at", plugin.Directions switch { Directions.ToServer => "messages to servers", Directions.ToClient => "messages to the client", _ => "messages both ways" });
            yield return ("order", plugin.Order.ToString(CultureInfo.InvariantCulture));
            yield return ("enabled by", plugin.IsByNameOnly ? $"--enable-guardrails {plugin.Name}, never by 'all'" : $"--enable-guardrails {plugin.Name}, or 'all'");
            yield return ("kinds", $"declared when it runs: mcp-gateway guardrails test -p {plugin.Name} \"some text\" shows what it finds");
        }
        else
        {
            yield return ("payloads", plugin.Payloads ? "gets masked arguments and results" : "gets no arguments and results");
            yield return ("enabled by", $"--enable-tracing {plugin.Name}, or 'all'");
        }
    }

    private static void Options(IReadOnlyList<OptionDescription> options, TextWriter output)
    {
        var table = new Table("OPTION", "TYPE", "DEFAULT", "DESCRIPTION");
        foreach (var option in options) table.Add(option.Key, option.Type, Default(option), option.Description);
        table.Print(output);
    }

    private static string Default(OptionDescription option) => option.IsComputed ? "computed" : option.Default?.ToJsonString(Readable) ?? "null";
}
