namespace Gateway.Core.Scoring;

/// <summary>Labelled text cannot be used; the message names file and line.</summary>
internal sealed class LabelException(string message) : Exception(message);
