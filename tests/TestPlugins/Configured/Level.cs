using System.Text.Json.Serialization;

namespace Gateway.Plugins.Configured;

public enum Level
{
    None,
    VeryLow,
    High = 7,

    [JsonStringEnumMemberName("top-most")]
    Top,
}
