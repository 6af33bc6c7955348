using System.Text.Json;

namespace Gateway.Plugins.Lasso.Tests.Serving;

/// <summary>A request as it came over the wire.</summary>
internal sealed record ReceivedRequest(string Line, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The last word of the path: <c>classify</c> or <c>classifix</c>.</summary>
    public string Endpoint => Line.Split(' ')[1].Split('/')[^1];

    /// <summary>The text that it asks about.</summary>
    public string Content
    {
        get
        {
            using var body = JsonDocument.Parse(Body);
            return body.RootElement.GetProperty("messages")[0].GetProperty("content").GetString()!;
        }
    }
}
