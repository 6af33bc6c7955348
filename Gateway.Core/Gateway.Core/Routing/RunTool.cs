using System.Text.Json;
using Gateway.Core.Catalog;
using Gateway.Core.Protocol;

namespace Gateway.Core.Routing;

/// <summary>Turns a call of run_tool into the call it stands for.</summary>
internal static class RunTool
{
    public readonly record struct Target(string Server, string Tool);

    public static bool TryRead(Frame frame, out Target target, out string problem)
    {
        (target, problem) = (default, "Invalid params: run_tool needs 'server_name' and 'tool_name' as strings, and 'arguments' as an object if there are any.");
        if (!frame.Envelope.Arguments.IsPresent) return false;
        try
        {
            // Doubled names are refused: two readers could take different ones.
            using var document = JsonDocument.Parse(frame.Raw(frame.Envelope.Arguments).ToArray(), new() { MaxDepth = int.MaxValue, AllowDuplicateProperties = false });
            var arguments = document.RootElement;
            if (arguments.ValueKind != JsonValueKind.Object
                || !arguments.TryGetProperty("server_name", out var server) || server.ValueKind != JsonValueKind.String
                || !arguments.TryGetProperty("tool_name", out var tool) || tool.ValueKind != JsonValueKind.String
                || (arguments.TryGetProperty("arguments", out var inner) && inner.ValueKind != JsonValueKind.Object))
            {
                return false;
            }

            target = new(server.GetString()!, tool.GetString()!);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The same request as a call of <paramref name="tool"/>, its arguments byte for byte.</summary>
    public static Frame Rewrite(Frame frame, Tool tool)
    {
        var arguments = Inner(frame.Raw(frame.Envelope.Arguments));
        var bytes = frame.Bytes;
        var (name, outer) = (frame.Envelope.Name, frame.Envelope.Arguments);
        var exposed = JsonText.Quote(tool.ExposedName);
        byte[] message = name.Start < outer.Start
            ? [.. bytes[..name.Start], .. exposed, .. bytes[name.End..outer.Start], .. arguments, .. bytes[outer.End..]]
            : [.. bytes[..outer.Start], .. arguments, .. bytes[outer.End..name.Start], .. exposed, .. bytes[name.End..]];
        var rewritten = Frame.Of(message);
        EnvelopeReader.Read(rewritten, int.MaxValue);
        return rewritten;
    }

    private static ReadOnlySpan<byte> Inner(ReadOnlySpan<byte> outer)
    {
        var reader = new JsonScanner(outer);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.TextEquals("arguments"u8);
            reader.Read();
            var value = reader.SkipValue();
            if (isIt) return value.Of(outer);
        }

        return "{}"u8;
    }
}
