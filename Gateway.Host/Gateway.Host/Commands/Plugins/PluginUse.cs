using Gateway.Core.Running;

namespace Gateway.Host.Commands.Plugins;

/// <summary>A plugin in a running gateway.</summary>
internal sealed record PluginUse(RunningGateway Gateway, RunningPlugin Plugin);
