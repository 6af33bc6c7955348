using System.Text.Json.Serialization;

namespace Gateway.Plugins.Lasso.Api;

/// <summary>The body of a request; both versions, both endpoints.</summary>
internal sealed record ClassifyRequest
{
    [JsonPropertyName("messages")]
    public required IReadOnlyList<LassoMessage> Messages { get; init; }

    /// <summary>Not in v2.</summary>
    [JsonPropertyName("messageType")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MessageType { get; init; }
}
