using System.Text.Json;

namespace Gateway.Core.Tests.Servers.Remote.Serving;

/// <summary>What a test's server was sent.</summary>
public sealed record HttpRequest(string Verb, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The JSON-RPC method; empty for an answer, and for a request without a body.</summary>
    public string Method => Member("method") is { ValueKind: JsonValueKind.String } method ? method.GetString()! : "";

    /// <summary>The raw JSON-RPC id; null for none.</summary>
    public string? Id => Member("id")?.GetRawText();

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>"POST tools/call", "GET".</summary>
    public string Summary => Method.Length > 0 ? $"{Verb} {Method}" : Verb;

    private JsonElement? Member(string name)
    {
        if (!Body.StartsWith('{')) return null;
        using var document = JsonDocument.Parse(Body);
        return document.RootElement.TryGetProperty(name, out var value) ? value.Clone() : null;
    }
}
