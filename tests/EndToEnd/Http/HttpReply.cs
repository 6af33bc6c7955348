using System.Text.Json;
using EndToEnd.Running;

namespace EndToEnd.Http;

/// <summary>What came back for a request.</summary>
internal sealed record HttpReply(int Status, IReadOnlyList<(string Name, string Value)> Headers, string Body)
{
    public JsonElement Json => RawClient.Parse(Body);

    /// <summary>The code of its JSON-RPC error.</summary>
    public int Code => Json.GetProperty("error").GetProperty("code").GetInt32();

    /// <summary>The raw id that it answers.</summary>
    public string Id => Json.GetProperty("id").GetRawText();

    /// <summary>The text of a call's result.</summary>
    public string Text => RawClient.TextOf(Json);

    /// <summary>A header that is there at most once.</summary>
    public string? Header(string name) => Headers.SingleOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
