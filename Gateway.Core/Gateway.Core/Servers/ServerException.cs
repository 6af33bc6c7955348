namespace Gateway.Core.Servers;

/// <summary>A server cannot be started or used; the message is a sentence for the user.</summary>
internal sealed class ServerException(string message, Exception? inner = null) : Exception(message, inner);
