using System.Globalization;

namespace Gateway.Http.Streams;

/// <summary>The id of an event: its stream, and its place there (MCP 2025-11-25, transports, "Resumability and Redelivery").</summary>
/// <param name="Stream">The number of the stream in its session.</param>
/// <param name="Sequence">0 for the place before the first message.</param>
internal readonly record struct EventId(long Stream, long Sequence)
{
    public static EventId? Parse(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && long.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var stream)
            && long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? new(stream, sequence)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Stream}-{Sequence}");
}
