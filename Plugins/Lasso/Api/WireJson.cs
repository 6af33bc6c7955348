using System.Text.Json.Serialization;

namespace Gateway.Plugins.Lasso.Api;

/// <summary>Strict where two readers could differ: a doubled member makes an answer invalid.</summary>
[JsonSourceGenerationOptions(AllowDuplicateProperties = false, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ClassifyRequest))]
[JsonSerializable(typeof(ClassifyReply))]
internal sealed partial class WireJson : JsonSerializerContext;
