using System.Text.Json;
using Gateway.Core.Configuration;
using Gateway.Testing.Guarding;

namespace Gateway.Testing.Harness;

/// <summary>What a test puts into its gateway.</summary>
internal sealed class HarnessParts
{
    public List<TestServer> Servers { get; } = [];

    public List<ServerConfiguration> Programs { get; } = [];

    public List<PluginInstance> Instances { get; } = [];

    public List<BuiltPlugin> Built { get; } = [];

    public Dictionary<string, Func<JsonElement, TestMessage>> Answers { get; } = [];

    /// <summary>As JSON; null when there are none.</summary>
    public string? Settings { get; set; }

    /// <summary>What stands under each plugin's name, as JSON.</summary>
    public IEnumerable<KeyValuePair<string, string>> Policies =>
        [.. Instances.Select(plugin => KeyValuePair.Create(plugin.Name, plugin.Policy)), .. Built.Select(plugin => KeyValuePair.Create(plugin.Name, plugin.Configuration))];

    /// <summary>A plugin as a file.</summary>
    /// <param name="Folder">The plugins folder.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Configuration">As JSON.</param>
    internal sealed record BuiltPlugin(string Folder, string Name, string Configuration);
}
