using System.Text.Json;

namespace Gateway.Core.Plugins.Locking;

/// <summary>plugins.lock as JSON: <c>{"version":1,"plugins":{"NAME":{"PATH":"SHA-256"}}}</c>, the same bytes for the same files.</summary>
internal static class LockText
{
    private const int Version = 1;

    /// <exception cref="PluginException">Anything in it is not as we write it: half a lock is none.</exception>
    public static PluginLock Read(string folder, byte[] text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new() { AllowDuplicateProperties = false });
            var root = document.RootElement;
            if (root.GetProperty("version").GetInt32() != Version) throw PluginLock.Unusable(folder, "a newer gateway wrote it");
            if (root.EnumerateObject().Count() != 2) throw new FormatException();
            return new(folder, root.GetProperty("plugins").EnumerateObject().ToDictionary(plugin => plugin.Name, plugin => new LockedPlugin(folder, Files(plugin.Value)), StringComparer.Ordinal));
        }
        catch (Exception exception) when (exception is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw PluginLock.Unusable(folder, "it is damaged");
        }
    }

    public static byte[] Write(PluginLock @lock)
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output, new() { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", Version);
            writer.WriteStartObject("plugins");
            foreach (var (name, plugin) in @lock.Plugins.OrderBy(plugin => plugin.Key, StringComparer.Ordinal))
            {
                writer.WriteStartObject(name);
                foreach (var (path, hash) in plugin.Files.OrderBy(file => file.Key, StringComparer.Ordinal)) writer.WriteString(path, hash);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
        return output.ToArray();
    }

    private static Dictionary<string, string> Files(JsonElement plugin)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in plugin.EnumerateObject())
        {
            var hash = file.Value.GetString() ?? "";
            if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower)) throw new FormatException();
            files.Add(file.Name, hash);
        }

        return files.Count > 0 ? files : throw new FormatException();
    }
}
