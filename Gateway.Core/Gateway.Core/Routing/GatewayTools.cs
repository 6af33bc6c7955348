using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Core.Catalog;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Routing;

/// <summary>The results of the gateway's own tools. Unguarded: whoever sends them puts them through the guardrails.</summary>
internal sealed class GatewayTools(SessionContext session)
{
    private const int LongestInstructions = 4000;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The result of get_metadata: a JSON text, as Lasso's gateway answers, with the gateway's own <c>state</c> beside <c>status</c>; then a sentence about the guardrails.</summary>
    public byte[] Metadata() => Result(isError: false, Servers(), Encoding.UTF8.GetBytes(Guardrails()));

    /// <summary>Lasso's sentences: clients may match on them.</summary>
    public byte[] RunToolProblem(RunTool.Target target, ChildServer? server)
    {
        var known = session.Servers.Where(candidate => candidate.IsUp).Select(candidate => candidate.Name);
        var (name, tool) = (Printable.Line(target.Server, 80), Printable.Line(target.Tool, 80));
        var text = server switch
        {
            null => $"Proxied server '{name}' not found. Known servers: {string.Join(", ", known)}.",
            { IsUp: false } => $"Proxied server '{name}' session is not active. {session.Unavailable(server)}",
            _ => $"Tool '{tool}' not found on server '{name}'." + (NearestName.Of(target.Tool, session.Catalog.ToolsOf(server.Name).Select(t => t.Name)) is { } nearest ? $" Did you mean '{nearest}'?" : ""),
        };
        return Result(isError: true, Encoding.UTF8.GetBytes(Printable.Words(text, 1000)));
    }

    private static byte[] Result(bool isError, params byte[][] texts)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(output, Relaxed);
        writer.WriteStartObject();
        writer.WriteStartArray("content"u8);
        foreach (var text in texts)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "text"u8);
            writer.WriteString("text"u8, text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteBoolean("isError"u8, isError);
        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    // Nobody must believe to be guarded who is not.
    private string Guardrails() => session.Pipeline.IsEmpty
        ? "No guardrail is enabled: messages pass unchecked."
        : $"Guardrails in force: {string.Join(", ", session.Pipeline.Slots.Select(slot => slot.Name))}.";

    private byte[] Servers()
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(output, Relaxed);
        writer.WriteStartObject();
        if (session.Servers.Count == 0)
        {
            writer.WriteString("status"u8, "standalone_mode"u8);
            writer.WriteString("message"u8, "No proxied MCPs configured"u8);
        }

        foreach (var server in session.Servers) WriteServer(writer, server);
        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    private void WriteServer(Utf8JsonWriter writer, ChildServer server)
    {
        writer.WriteStartObject(server.Name);
        writer.WriteString("status"u8, Status(server.State));
        var status = server.Life.Status;
        writer.WriteString("state"u8, status.State.Word());
        writer.WriteString("since"u8, status.Since);
        if (server.Life.Restarts > 0) writer.WriteNumber("restarts"u8, server.Life.Restarts);
        if (status.RetryAt is { } retryAt) writer.WriteString("retry_at"u8, retryAt);
        if (server.Introduction is { } said) writer.WriteString("protocol"u8, said.Version);
        writer.WritePropertyName("capabilities"u8);
        if (server.Introduction is { Capabilities.Json: var capabilities }) writer.WriteRawValue(capabilities, skipInputValidation: true);
        else writer.WriteNullValue();
        if (server.Introduction?.Instructions is { Length: > 0 } instructions) writer.WriteString("instructions"u8, Printable.Words(instructions, LongestInstructions));
        writer.WriteStartArray("original_tools"u8);
        foreach (var tool in session.Catalog.ToolsOf(server.Name)) WriteTool(writer, tool);
        writer.WriteEndArray();
        WriteList(writer, server, "original_resources"u8, ListKind.Resources);
        WriteList(writer, server, "original_resource_templates"u8, ListKind.ResourceTemplates);
        WriteList(writer, server, "original_prompts"u8, ListKind.Prompts);
        WriteFindings(writer, server);
        if (status.Reason is { } reason) writer.WriteString("error"u8, Printable.Words(reason, 1000));
        writer.WriteEndObject();
    }

    // Entries as the client gets them; of a name or URI that several servers have, "offered" tells whose is meant.
    private void WriteList(Utf8JsonWriter writer, ChildServer server, ReadOnlySpan<byte> name, ListKind kind)
    {
        var catalog = session.ListOf(kind);
        var doubled = catalog.Doubled;
        writer.WriteStartArray(name);
        foreach (var entry in catalog.Of(server.Name))
        {
            writer.WriteStartObject();
            WriteMember(writer, kind.IsNamed ? "name" : "uri", entry.RawName);
            if (kind.IsNamed) WriteMember(writer, "exposed_name", JsonText.Quote(entry.Key));
            WriteMember(writer, "description", JsonMembers.Raw(entry.Json, "description"u8));
            if (doubled.Contains(entry.Key)) writer.WriteBoolean("offered"u8, catalog.Find(entry.Key) == entry);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    // What was found in its messages, both ways, and what was done about it.
    private void WriteFindings(Utf8JsonWriter writer, ChildServer server)
    {
        var kinds = session.Pipeline.Ledger.ByKind(server.Name);
        if (kinds.Count == 0) return;
        writer.WriteStartObject("guardrails"u8);
        foreach (var (kind, actions) in kinds)
        {
            writer.WriteStartObject(kind);
            foreach (var (action, count) in actions) writer.WriteNumber(action.ToString().ToLowerInvariant(), count);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter writer, Tool tool)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, tool.Name);
        writer.WriteString("exposed_name"u8, tool.ExposedName);
        WriteMember(writer, "description", JsonMembers.Raw(tool.Json, "description"u8));
        WriteMember(writer, "input_schema", JsonMembers.Raw(tool.Json, "inputSchema"u8));
        writer.WriteEndObject();
    }

    // Raw, as the server wrote it: a string of half characters is one that the writer refuses.
    private static void WriteMember(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return;
        writer.WritePropertyName(name);
        writer.WriteRawValue(value, skipInputValidation: true);
    }

    // Lasso's three words.
    private static string Status(ServerState state) => state switch
    {
        ServerState.Ready or ServerState.Degraded => "active",
        ServerState.Failed => "error",
        _ => "inactive",
    };
}
