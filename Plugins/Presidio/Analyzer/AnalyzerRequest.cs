using System.Text.Json.Serialization;

namespace Gateway.Plugins.Presidio.Analyzer;

/// <summary>The body of <c>POST /analyze</c>.</summary>
internal sealed class AnalyzerRequest
{
    [JsonPropertyName("text")]
    public required string Text { get; init; }

    [JsonPropertyName("language")]
    public required string Language { get; init; }

    [JsonPropertyName("entities")]
    public required IReadOnlyList<string> Entities { get; init; }

    [JsonPropertyName("score_threshold")]
    public required double ScoreThreshold { get; init; }
}
