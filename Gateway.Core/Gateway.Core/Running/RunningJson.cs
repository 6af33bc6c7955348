using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Core.Running;

/// <summary>The form of a running gateway's file.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(RunningGateway))]
internal sealed partial class RunningJson : JsonSerializerContext
{
    public static byte[] Write(RunningGateway gateway) => JsonSerializer.SerializeToUtf8Bytes(gateway, Default.RunningGateway);

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
