using System.Text.Json;

namespace Gateway.Http;

/// <summary>What a client's <c>mcp.json</c> needs, ready to be pasted.</summary>
internal static class ClientConfiguration
{
    public static string Of(string url, string? token)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, new() { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("mcpServers");
            writer.WriteStartObject("gateway");
            writer.WriteString("type", "http");
            writer.WriteString("url", url);
            if (token is not null)
            {
                writer.WriteStartObject("headers");
                writer.WriteString("Authorization", $"Bearer {token}");
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(json.ToArray());
    }
}
