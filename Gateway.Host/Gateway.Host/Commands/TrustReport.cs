using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Core.Protocol;
using Gateway.Core.Trust;
using Gateway.Host.Printing;

namespace Gateway.Host.Commands;

/// <summary>Prints what changed of servers: for people a line a change, or JSON.</summary>
internal static class TrustReport
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Print(IReadOnlyList<TrustedServer> servers, string file, bool isJson)
    {
        if (isJson)
        {
            Console.Out.WriteLine(Json(servers, file));
            return;
        }

        Console.Out.WriteLine(Style.Dim(Printable.Line(file)));
        var width = servers.Select(server => Printable.Line(server.Name).Length).DefaultIfEmpty().Max();
        foreach (var server in servers)
        {
            Console.Out.WriteLine($"{Style.Bold(Printable.Line(server.Name).PadRight(width))}  {Words(server.State)}{(server.Reason is { } reason ? $" ({reason})" : "")}");
            foreach (var change in server.Changes) Console.Out.WriteLine($"  {Line(change, file)}");
        }
    }

    // "args[1]: "a" → "b""; a secret is only named.
    private static string Line(Change change, string file)
    {
        var place = Printable.Line(change.Place, 100) + (change.File == file ? "" : $" in {Printable.Line(change.File)}");
        var word = change.Kind.ToString().ToLowerInvariant();
        return change switch
        {
            { Kind: ChangeKind.Changed, Old: { } old, New: { } now } when old == now => $"{place}: \"{now}\" changed where it is not shown",
            { Kind: ChangeKind.Changed, Old: { } old, New: { } now } => $"{place}: \"{old}\" → \"{now}\"",
            { Kind: ChangeKind.Added, New: { } now } => $"{place} added: \"{now}\"",
            { Kind: ChangeKind.Removed, Old: { } old } => $"{place} removed: \"{old}\"",
            _ => $"{place} {word}",
        };
    }

    private static string Words(TrustState state) => state switch
    {
        TrustState.NeedsApproval => "needs approval",
        TrustState.Changed => "changed by you: trusted at its next start",
        TrustState.Unused => "not used yet: trusted at its first start",
        TrustState.Off => "switched off",
        TrustState.Gone => "no longer in the file",
        _ => "trusted",
    };

    private static string Json(IReadOnlyList<TrustedServer> servers, string file)
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output, Readable))
        {
            writer.WriteStartObject();
            writer.WriteString("file", file);
            writer.WriteStartArray("servers");
            foreach (var server in servers) Write(writer, server);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, TrustedServer server)
    {
        writer.WriteStartObject();
        writer.WriteString("name", server.Name);
        writer.WriteString("state", JsonNamingPolicy.SnakeCaseLower.ConvertName(server.State.ToString()));
        writer.WriteString("reason", server.Reason);
        writer.WriteStartArray("changes");
        foreach (var change in server.Changes)
        {
            writer.WriteStartObject();
            writer.WriteString("place", change.Place);
            writer.WriteString("file", change.File);
            writer.WriteString("change", change.Kind.ToString().ToLowerInvariant());
            writer.WriteString("old", change.Old);
            writer.WriteString("new", change.New);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
