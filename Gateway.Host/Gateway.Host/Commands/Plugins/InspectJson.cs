using System.Text.Json;
using Gateway.Core.Plugins;
using Gateway.Core.Plugins.Inspecting;

namespace Gateway.Host.Commands.Plugins;

/// <summary>What <c>plugins inspect</c> prints for programs: all that the files of a plugin tell.</summary>
internal static class InspectJson
{
    public static void Print(IReadOnlyList<InspectedPlugin> plugins, TextWriter output) => PluginArray.Print(plugins, Write, output);

    private static void Write(Utf8JsonWriter writer, InspectedPlugin inspected)
    {
        var plugin = inspected.Description;
        writer.WriteStartObject();
        writer.WriteString("name", plugin.Name);
        writer.WriteString("kind", plugin.KindName);
        writer.WriteString("description", plugin.Description);
        writer.WriteString("version", plugin.Version);
        writer.WriteString("contract", plugin.ContractVersion);
        writer.WriteBoolean("bundled", plugin.IsBundled);
        writer.WriteString("class", plugin.TypeName);
        writer.WriteString("path", plugin.AssemblyPath);
        writer.WriteString("hash", inspected.Content.Hash);
        if (plugin.Kind is PluginKind.Guardrail)
        {
            writer.WriteString("directions", plugin.Directions switch { Directions.ToServer => "toServer", Directions.ToClient => "toClient", _ => "both" });
            writer.WriteNumber("order", plugin.Order);
            writer.WriteBoolean("by_name_only", plugin.IsByNameOnly);
        }
        else
        {
            writer.WriteBoolean("payloads", plugin.Payloads);
        }

        if (inspected.Options is { } options) Write(writer, options);
        else writer.WriteNull("options");
        Write(writer, inspected.Content);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<OptionDescription> options)
    {
        writer.WriteStartArray("options");
        foreach (var option in options)
        {
            writer.WriteStartObject();
            writer.WriteString("key", option.Key);
            writer.WriteString("type", option.Type);
            // Absent when it is computed: null is a default too.
            if (option.IsComputed) writer.WriteBoolean("computed", true);
            else if (option.Default is { } value) { writer.WritePropertyName("default"); value.WriteTo(writer); }
            else writer.WriteNull("default");
            writer.WriteString("description", option.Description);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, HashedFiles content)
    {
        writer.WriteStartArray("files");
        foreach (var (path, size) in content.Files)
        {
            writer.WriteStartObject();
            writer.WriteString("path", path.Replace('\\', '/'));
            writer.WriteNumber("bytes", size);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
