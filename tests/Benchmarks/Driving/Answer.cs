using System.Buffers.Text;

namespace Benchmarks.Driving;

/// <summary>As much of an answer as can be seen without parsing it.</summary>
internal readonly ref struct Answer
{
    // Targets may move or add members, but never into the middle of a long text.
    private const int Ends = 160;

    /// <summary>Its id, or -1: a notification or a request of the server.</summary>
    public required long Id { get; init; }

    /// <summary>Its bytes without those of the id: the same for every answer to the same call.</summary>
    public required int Length { get; init; }

    public required bool IsError { get; init; }

    public static Answer See(ReadOnlySpan<byte> frame)
    {
        var head = frame.Length > Ends ? frame[..Ends] : frame;
        var tail = frame.Length > Ends ? frame[^Ends..] : frame;
        var id = FindId(head, out var digits);
        if (id < 0)
        {
            id = FindId(tail, out digits);
        }

        return new Answer
        {
            Id = head.IndexOf("\"method\":"u8) >= 0 ? -1 : id,
            Length = frame.Length - digits,
            IsError = HasError(head) || HasError(tail),
        };
    }

    // A quote inside the text is escaped, so none of these is found in it.
    private static long FindId(ReadOnlySpan<byte> part, out int digits)
    {
        digits = 0;
        var at = part.IndexOf("\"id\":"u8);
        return at >= 0 && Utf8Parser.TryParse(part[(at + 5)..].TrimStart((byte)' '), out long id, out digits) ? id : -1;
    }

    private static bool HasError(ReadOnlySpan<byte> part) =>
        part.IndexOf("\"isError\":true"u8) >= 0 || part.IndexOf("\"error\":"u8) >= 0;
}
