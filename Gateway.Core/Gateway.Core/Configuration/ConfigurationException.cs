namespace Gateway.Core.Configuration;

/// <summary>A configuration file cannot be used. The message is one sentence for the user: what, file, place, fix.</summary>
internal sealed class ConfigurationException(string message) : Exception(message);
