using Gateway.Core.Plugins;
using Gateway.Core.Plugins.Inspecting;

namespace Gateway.Host.Commands.Plugins;

/// <summary>One plugin as <c>plugins inspect</c> shows it.</summary>
internal sealed record InspectedPlugin
{
    public required PluginDescription Description { get; init; }

    /// <summary>Null when they cannot be read.</summary>
    public required IReadOnlyList<OptionDescription>? Options { get; init; }

    public required HashedFiles Content { get; init; }

    /// <summary>What cannot be read is one line on stderr.</summary>
    public static InspectedPlugin Of(PluginDescription plugin) => new() { Description = plugin, Options = Read(plugin), Content = HashedFiles.Of(plugin) };

    private static IReadOnlyList<OptionDescription>? Read(PluginDescription plugin)
    {
        try
        {
            return OptionsReader.Read(plugin);
        }
        catch (PluginException exception)
        {
            PluginsCommand.Warn($"the options of the {plugin.KindName} '{plugin.Name}' are not shown: {exception.Message}");
            return null;
        }
    }
}
