using System.Text.Json;
using Gateway.Core.Configuration;
using Gateway.Core.Plugins;

namespace Gateway.Core.Tests.Guarding.Reload;

/// <summary>Guardrails as a start enables them, without files, and configurations that speak of them.</summary>
internal static class Enabled
{
    public static PluginDescription Description(string name = "words", string version = "1.0") => new()
    {
        Name = name,
        Kind = PluginKind.Guardrail,
        TypeName = $"Test.{name}",
        AssemblyPath = $"/plugins/{name}.dll",
        Folder = $"/plugins/{name}",
        Version = version,
        ContractVersion = "1.0",
        Directions = Directions.Both,
        Order = 100,
    };

    public static LoadedPlugin Plugin(IGuardrail guardrail, PluginDescription? description = null) =>
        new(description ?? Description(), guardrail, PluginCopy.None, new Nothing());

    /// <summary>A configuration with one plugin, as the file's text has it.</summary>
    public static GatewayConfiguration Configuration(string options = "{}", string folder = ".", PluginConfiguration? policy = null, GatewaySettings? settings = null) => new()
    {
        Path = "test",
        BaseFolder = folder,
        Servers = [],
        Settings = settings ?? GuardedSession.Settings,
        Plugins = new Dictionary<string, PluginConfiguration>(StringComparer.OrdinalIgnoreCase)
        {
            ["words"] = (policy ?? new() { Name = "words", OptionsFolder = folder }) with { Options = JsonDocument.Parse(options).RootElement },
        },
    };

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
