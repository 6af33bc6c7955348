using System.Text.Json;

namespace Gateway.Core.Plugins.Inspecting;

/// <summary>The name of a property or of an enum's member as <see cref="PluginContext.GetOptions{T}"/> binds it.</summary>
internal static class OptionKey
{
    public static string Of(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
