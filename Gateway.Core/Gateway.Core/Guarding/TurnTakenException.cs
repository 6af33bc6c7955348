namespace Gateway.Core.Guarding;

/// <summary>Unwinds a thread whose turn was taken over. Never reported: the message has been answered by another thread.</summary>
internal sealed class TurnTakenException : Exception;
