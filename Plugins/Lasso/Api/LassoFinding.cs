using System.Text.Json.Serialization;

namespace Gateway.Plugins.Lasso.Api;

/// <summary>One finding of v3.</summary>
internal sealed record LassoFinding
{
    /// <summary><c>BLOCK</c>, <c>AUTO_MASKING</c>, <c>WARN</c> or an alert.</summary>
    [JsonPropertyName("action")]
    public string? Action { get; init; }

    /// <summary>Where it is in the content, when Lasso says so.</summary>
    [JsonPropertyName("start")]
    public int? Start { get; init; }

    [JsonPropertyName("end")]
    public int? End { get; init; }

    /// <summary>classifix: what takes its place.</summary>
    [JsonPropertyName("mask")]
    public string? Mask { get; init; }
}
