namespace Gateway.Core.Protocol;

/// <summary>A part of a frame: offsets into its bytes. The default value means "not there".</summary>
internal readonly record struct Slice(int Start, int Length)
{
    public int End => Start + Length;

    /// <summary>No JSON value is empty, so a length of 0 says that there is none.</summary>
    public bool IsPresent => Length > 0;

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> frame) => frame.Slice(Start, Length);
}
