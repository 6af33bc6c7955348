namespace Gateway.Core.Transport;

/// <summary>Takes bytes to a peer.</summary>
internal interface IByteWriter : IDisposable
{
    /// <summary>Writes some of the bytes.</summary>
    /// <param name="bytes">What is to be written.</param>
    /// <param name="mayWait">Whether it may wait until the peer reads.</param>
    /// <returns>How many bytes were written; 0 only when it would have had to wait.</returns>
    int Write(ReadOnlySpan<byte> bytes, bool mayWait);
}
