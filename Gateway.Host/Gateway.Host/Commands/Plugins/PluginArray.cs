using System.Text;
using System.Text.Json;

namespace Gateway.Host.Commands.Plugins;

/// <summary>Prints plugins for programs: an array, because two may have one name.</summary>
internal static class PluginArray
{
    public static void Print<T>(IReadOnlyList<T> plugins, Action<Utf8JsonWriter, T> write, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new() { Indented = true }))
        {
            writer.WriteStartArray();
            foreach (var plugin in plugins) write(writer, plugin);
            writer.WriteEndArray();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
