using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Core.Running;

/// <summary>Reads the form of a running gateway's file, which <see cref="RunningWriter"/> writes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(RunningGateway))]
internal sealed partial class RunningJson : JsonSerializerContext
{
    /// <summary>Null when it is damaged; what a newer gateway adds is left out.</summary>
    public static RunningGateway? Read(byte[] state)
    {
        try
        {
            return JsonSerializer.Deserialize(state, Default.RunningGateway);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
