using System.Text.Json.Serialization;

namespace Gateway.Plugins.Lasso.Api;

/// <summary>One message of a conversation, as Lasso sees it.</summary>
internal sealed record LassoMessage
{
    [JsonPropertyName("role")]
    public string? Role { get; init; }

    [JsonPropertyName("content")]
    public required string Content { get; init; }
}
