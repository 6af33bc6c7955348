using System.Text.Json;

namespace Gateway.Core.Running;

/// <summary>Writes the file of a running gateway.</summary>
/// <remarks>By hand: the serializer would cost each gateway 5 MB of memory.</remarks>
internal static class RunningWriter
{
    public static byte[] Write(RunningGateway gateway)
    {
        using var state = new MemoryStream();
        using (var writer = new Utf8JsonWriter(state, new() { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("process"u8, gateway.Process);
            writer.WriteString("version"u8, gateway.Version);
            writer.WriteString("started"u8, gateway.Started);
            writer.WriteString("configuration"u8, gateway.Configuration);
            if (gateway.Address is { } address) writer.WriteString("address"u8, address);
            writer.WriteNumber("sessions"u8, gateway.Sessions);
            if (gateway.Client is { } client) Write(writer, client);
            writer.WriteStartArray("plugins"u8);
            foreach (var plugin in gateway.Plugins) Write(writer, plugin);
            writer.WriteEndArray();
            writer.WriteStartArray("servers"u8);
            foreach (var server in gateway.Servers) Write(writer, server);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return state.ToArray();
    }

    /// <summary>The member <c>hits</c>: by kind, what was done and how often.</summary>
    public static void WriteHits(Utf8JsonWriter writer, SortedDictionary<string, SortedDictionary<string, long>> hits)
    {
        writer.WriteStartObject("hits"u8);
        foreach (var (kind, actions) in hits)
        {
            writer.WriteStartObject(kind);
            foreach (var (action, count) in actions) writer.WriteNumber(action, count);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, RunningClient client)
    {
        writer.WriteStartObject("client"u8);
        writer.WriteString("name"u8, client.Name);
        writer.WriteString("version"u8, client.Version);
        writer.WriteEndObject();
    }

    /// <summary>One server, as an object.</summary>
    public static void Write(Utf8JsonWriter writer, RunningServer server)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, server.Name);
        writer.WriteString("state"u8, server.State);
        writer.WriteNumber("tools"u8, server.Tools);
        writer.WriteNumber("instances"u8, server.Instances);
        if (server.Reason is { } reason) writer.WriteString("reason"u8, reason);
        if (server.Since is { } since) writer.WriteString("since"u8, since);
        writer.WriteNumber("restarts"u8, server.Restarts);
        if (server.RetryAt is { } retryAt) writer.WriteString("retry_at"u8, retryAt);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, RunningPlugin plugin)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, plugin.Name);
        writer.WriteString("kind"u8, plugin.Kind);
        writer.WriteString("version"u8, plugin.Version);
        writer.WriteString("contract"u8, plugin.Contract);
        writer.WriteString("path"u8, plugin.Path);
        writer.WriteStartObject("copy"u8);
        writer.WriteString("folder"u8, plugin.Copy.Folder);
        writer.WriteStartArray("files"u8);
        foreach (var file in plugin.Copy.Files) writer.WriteStringValue(file);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteString("health"u8, plugin.Health);
        if (plugin.Failures is { } failures) writer.WriteNumber("failures"u8, failures);
        if (plugin.Hits is { } hits) WriteHits(writer, hits);
        if (plugin.Written is { } written) writer.WriteNumber("written"u8, written);
        if (plugin.Dropped is { } dropped) writer.WriteNumber("dropped"u8, dropped);
        writer.WriteEndObject();
    }
}
