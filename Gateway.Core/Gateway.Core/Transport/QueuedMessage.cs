namespace Gateway.Core.Transport;

/// <summary>One whole message that waits to be read.</summary>
/// <param name="Buffer">From the shared pool; whoever reads the message gives it back.</param>
/// <param name="Length">Its bytes, from the start of the buffer.</param>
/// <param name="Parent">The request on whose response stream it came; 0 for none.</param>
/// <param name="IsTooLong">It was over the limit, and its bytes are not here.</param>
internal readonly record struct QueuedMessage(byte[] Buffer, int Length, long Parent, bool IsTooLong = false);
