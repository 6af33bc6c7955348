using System.Text.Json.Serialization;

namespace Gateway.Plugins.Presidio.Analyzer;

/// <summary>One element of the answer to <c>POST /analyze</c>; positions are Python's: code points.</summary>
internal sealed class AnalyzerResult
{
    [JsonPropertyName("entity_type")]
    public required string EntityType { get; init; }

    [JsonPropertyName("start")]
    public required int Start { get; init; }

    [JsonPropertyName("end")]
    public required int End { get; init; }

    [JsonPropertyName("score")]
    public required double Score { get; init; }
}
