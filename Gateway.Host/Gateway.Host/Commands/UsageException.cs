namespace Gateway.Host.Commands;

/// <summary>The command line cannot be carried out; the message is a sentence for the user.</summary>
internal sealed class UsageException(string message) : Exception(message);
