using System.Text.Json.Serialization;

namespace Gateway.Plugins.Lasso.Api;

/// <summary>What Lasso answers. Members that are not here are ignored; of these, one of another type makes the answer invalid.</summary>
internal sealed record ClassifyReply
{
    [JsonPropertyName("violations_detected")]
    public required bool ViolationsDetected { get; init; }

    /// <summary>Which of Lasso's detectors found something.</summary>
    [JsonPropertyName("deputies")]
    public IReadOnlyDictionary<string, bool>? Deputies { get; init; }

    /// <summary>v3: what each deputy found.</summary>
    [JsonPropertyName("findings")]
    public IReadOnlyDictionary<string, IReadOnlyList<LassoFinding?>?>? Findings { get; init; }

    /// <summary>classifix: the messages with their masks.</summary>
    [JsonPropertyName("messages")]
    public IReadOnlyList<LassoMessage?>? Messages { get; init; }
}
