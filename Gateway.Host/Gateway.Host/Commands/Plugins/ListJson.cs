using System.Text.Json;
using Gateway.Core.Running;

namespace Gateway.Host.Commands.Plugins;

/// <summary>What <c>plugins list</c> prints for programs: everything that is known of each plugin.</summary>
internal static class ListJson
{
    public static void Print(IReadOnlyList<ListedPlugin> plugins, TextWriter output) => PluginArray.Print(plugins, Write, output);

    private static void Write(Utf8JsonWriter writer, ListedPlugin plugin)
    {
        writer.WriteStartObject();
        writer.WriteString("name", plugin.Name);
        writer.WriteString("kind", plugin.Kind);
        writer.WriteString("version", plugin.Version);
        writer.WriteString("contract", plugin.Contract);
        writer.WriteBoolean("bundled", plugin.IsBundled);
        writer.WriteBoolean("found", plugin.IsFound);
        writer.WriteString("path", plugin.Path);
        writer.WriteString("hash", plugin.Hash);
        writer.WriteString("description", plugin.Description);
        writer.WriteBoolean("enabled", plugin.Uses.Count > 0);
        if (plugin.IsSelected is { } isSelected) writer.WriteBoolean("selected", isSelected);
        if (plugin.IsConfigured is { } isConfigured) writer.WriteBoolean("configured", isConfigured);
        writer.WriteStartArray("running");
        foreach (var use in plugin.Uses) Write(writer, plugin, use);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ListedPlugin file, PluginUse use)
    {
        var (gateway, plugin) = (use.Gateway, use.Plugin);
        writer.WriteStartObject();
        writer.WriteString("gateway", gateway.Id);
        writer.WriteNumber("process", gateway.Process);
        writer.WriteString("gateway_version", gateway.Version);
        writer.WriteString("started", gateway.Started);
        writer.WriteString("configuration", gateway.Configuration);
        if (gateway.Client is { } client)
        {
            writer.WriteStartObject("client");
            writer.WriteString("name", client.Name);
            writer.WriteString("version", client.Version);
            writer.WriteEndObject();
        }

        writer.WriteString("version", plugin.Version);
        writer.WriteString("hash", use.Hash);
        writer.WriteBoolean("changed", use.IsOther(file));
        writer.WriteString("health", plugin.Health);
        if (plugin.Failures is { } failures) writer.WriteNumber("failures", failures);
        if (plugin.Written is { } written) writer.WriteNumber("written", written);
        if (plugin.Dropped is { } dropped) writer.WriteNumber("dropped", dropped);
        if (plugin.Hits is { } hits) RunningWriter.WriteHits(writer, hits);
        writer.WriteEndObject();
    }
}
