using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gateway.Plugins.Presidio.Scanning;

/// <summary>Says of 64 characters at once which are digits.</summary>
internal static class DigitBlock
{
    public const int Size = 64;

    /// <summary>One bit a character, from <paramref name="start"/> on; beyond the end of the text there are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(ReadOnlySpan<char> text, int start) =>
        text.Length - start >= Size && Vector128.IsHardwareAccelerated ? ReadWhole(text, start) : ReadRest(text, start);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ReadWhole(ReadOnlySpan<char> text, int start)
    {
        ref var first = ref Unsafe.As<char, ushort>(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), start));
        if (Vector512.IsHardwareAccelerated)
        {
            var bytes = Vector512.NarrowWithSaturation(Vector512.LoadUnsafe(ref first), Vector512.LoadUnsafe(ref first, 32));
            return Vector512.LessThanOrEqual(bytes - Vector512.Create((byte)'0'), Vector512.Create((byte)9)).ExtractMostSignificantBits();
        }

        if (Vector256.IsHardwareAccelerated)
        {
            var low = Vector256.NarrowWithSaturation(Vector256.LoadUnsafe(ref first), Vector256.LoadUnsafe(ref first, 16));
            var high = Vector256.NarrowWithSaturation(Vector256.LoadUnsafe(ref first, 32), Vector256.LoadUnsafe(ref first, 48));
            return Digits(low) | ((ulong)Digits(high) << 32);
        }

        var bits = 0UL;
        for (var i = 0; i < Size; i += 16)
        {
            var bytes = Vector128.NarrowWithSaturation(Vector128.LoadUnsafe(ref first, (nuint)i), Vector128.LoadUnsafe(ref first, (nuint)i + 8));
            bits |= (ulong)Vector128.LessThanOrEqual(bytes - Vector128.Create((byte)'0'), Vector128.Create((byte)9)).ExtractMostSignificantBits() << i;
        }

        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Digits(Vector256<byte> bytes) =>
        Vector256.LessThanOrEqual(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)9)).ExtractMostSignificantBits();

    private static ulong ReadRest(ReadOnlySpan<char> text, int start)
    {
        var bits = 0UL;
        var end = Math.Min(text.Length, start + Size);
        for (var i = start; i < end; i++) bits |= Characters.IsDigit(text[i]) ? 1UL << (i - start) : 0;
        return bits;
    }
}
