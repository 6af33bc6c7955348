using System.Text;
using System.Text.Json;

namespace Gateway.Host.Commands.Plugins;

/// <summary>Prints the plugins for programs: an array with everything that is known of each.</summary>
internal static class ListJson
{
    public static void Print(IReadOnlyList<ListedPlugin> plugins, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new() { Indented = true }))
        {
            writer.WriteStartArray();
            foreach (var plugin in plugins) Write(writer, plugin);
            writer.WriteEndArray();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

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
        if (plugin.Hits is { } hits) Write(writer, hits);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, SortedDictionary<string, SortedDictionary<string, long>> hits)
    {
        writer.WriteStartObject("hits");
        foreach (var (kind, actions) in hits)
        {
            writer.WriteStartObject(kind);
            foreach (var (action, count) in actions) writer.WriteNumber(action, count);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
