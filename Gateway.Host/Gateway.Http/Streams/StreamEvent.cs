namespace Gateway.Http.Streams;

/// <summary>A message on a stream of events.</summary>
/// <param name="Sequence">Its place on the stream, from 1 on.</param>
/// <param name="Message">One JSON-RPC message, without a line break.</param>
internal sealed record StreamEvent(long Sequence, byte[] Message);
