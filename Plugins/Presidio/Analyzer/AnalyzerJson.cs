using System.Text.Json.Serialization;

namespace Gateway.Plugins.Presidio.Analyzer;

/// <summary>The analyzer's JSON, without reflection.</summary>
[JsonSerializable(typeof(AnalyzerRequest))]
[JsonSerializable(typeof(AnalyzerResult[]))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class AnalyzerJson : JsonSerializerContext;
