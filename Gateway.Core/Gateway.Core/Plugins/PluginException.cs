namespace Gateway.Core.Plugins;

/// <summary>What was asked of plugins can't be had; the message is one sentence for the user.</summary>
/// <remarks>The inner exception may be the plugin's own. Never print its message: it may quote a secret.</remarks>
internal sealed class PluginException(string message, Exception? inner = null) : Exception(message, inner);
