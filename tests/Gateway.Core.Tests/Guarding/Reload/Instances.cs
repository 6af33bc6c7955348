using System.Collections.Concurrent;
using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Plugins;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Core.Tests.Guarding.Reload;

/// <summary>A pipeline whose policy a test can reload, and every instance of a guardrail that was made for it.</summary>
internal sealed class Instances : IDisposable
{
    public const string Text = "words";
    public const string Whole = "wholes";

    private readonly Func<string, int, IGuardrail> _make;
    private readonly PolicyReload _reload;
    private readonly ConcurrentQueue<(LoadedPlugin Plugin, string Name, int Version)> _made = new();
    private readonly ConcurrentQueue<LoadedPlugin> _unloaded = new();

    /// <param name="make">Makes the guardrail of a name in a version; what it throws, its constructor throws.</param>
    /// <param name="time">The gateway's clock.</param>
    /// <param name="names">Which guardrails are enabled.</param>
    public Instances(Func<string, int, IGuardrail> make, TimeProvider? time = null, params string[] names)
    {
        _make = make;
        var first = Version(1);
        LoadedPlugin[] loaded = [.. names.Select(name => Load(Enabled.Description(name), first))];
        Pipeline = GuardrailSetup.Build(loaded, first, time ?? TimeProvider.System, Log);
        _reload = new(Pipeline, loaded, first, () => Allowed is { } ? throw Allowed : null, Load, UnloadAsync);
    }

    public ILogger Log { get; } = NullLogger.Instance;

    public GuardrailPipeline Pipeline { get; }

    /// <summary>What reading the list of allowed values throws; null for no list.</summary>
    public Exception? Allowed { get; set; }

    public int Made => _made.Count;

    /// <summary>Every disposal, as name and version.</summary>
    public string[] Unloaded => [.. _unloaded.Select(plugin => _made.First(made => made.Plugin == plugin)).Select(made => $"{made.Name} {made.Version}").Order(StringComparer.Ordinal)];

    /// <summary>The configuration that makes each guardrail in this version.</summary>
    public static GatewayConfiguration Version(int version, params ActionRule[] actions) => Enabled.Configuration() with
    {
        Plugins = new[] { Text, Whole }.ToDictionary(name => name, name => new PluginConfiguration
        {
            Name = name,
            OptionsFolder = ".",
            Actions = name == Text ? actions : [],
            Options = System.Text.Json.JsonDocument.Parse($$"""{"version":{{version}}}""").RootElement,
        }),
    };

    public bool Apply(GatewayConfiguration next) => _reload.Apply(next);

    public void AwaitUnloaded(params string[] expected) =>
        Assert.That(() => Unloaded, Is.EqualTo(expected).After((int)Patience.Limit.TotalMilliseconds, 5));

    public void Dispose() => Pipeline.Watchdog.Dispose();

    private LoadedPlugin Load(PluginDescription description, GatewayConfiguration configuration)
    {
        var version = configuration.Plugins[description.Name].Options.GetProperty("version").GetInt32();
        var plugin = Enabled.Plugin(_make(description.Name, version), description);
        _made.Enqueue((plugin, description.Name, version));
        return plugin;
    }

    private async Task UnloadAsync(LoadedPlugin plugin)
    {
        _unloaded.Enqueue(plugin);
        await plugin.DisposeAsync();
    }
}
