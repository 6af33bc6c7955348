using Gateway.Core.Running;

namespace Gateway.Host.Commands.Plugins;

/// <summary>A plugin in a running gateway.</summary>
/// <param name="Gateway">The gateway.</param>
/// <param name="Plugin">The plugin as the gateway tells of it.</param>
/// <param name="Hash">Of the copy that runs; null when it has just gone.</param>
internal sealed record PluginUse(RunningGateway Gateway, RunningPlugin Plugin, string? Hash)
{
    /// <summary>Whether another version runs than the next start would take.</summary>
    public bool IsOther(ListedPlugin file) => file.Hash is not null && Hash is not null && file.Hash != Hash;
}
