using System.Text;

namespace Gateway.Core.Text;

/// <summary>FNV-1a, 64 bits: the same in every process, for file names and change marks. It withstands nobody who looks for a collision.</summary>
/// <remarks>The first SHA-256 of a process loads OpenSSL. Source: draft-eastlake-fnv, "FNV-1a".</remarks>
internal struct StableHash()
{
    private const ulong Prime = 0x100000001B3;

    private ulong _hash = 0xCBF29CE484222325;

    /// <summary>Adds a text and its end, so that "a","b" differs from "ab".</summary>
    public void Add(string? text)
    {
        foreach (var b in Encoding.UTF8.GetBytes(text ?? "\u0001")) Add(b);
        Add(0xFF); // no byte of UTF-8
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes) Add(b);
    }

    public override readonly string ToString() => _hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    private void Add(byte value) => _hash = (_hash ^ value) * Prime;
}
