using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gateway.Core.Protocol;

/// <summary>The places of JSON's grammar (RFC 8259 §6 and §7) that need more than one byte to judge.</summary>
internal static class JsonGrammar
{
    /// <summary>How many bytes the number at the start takes; 0 when there is none.</summary>
    public static int NumberLength(ReadOnlySpan<byte> json)
    {
        var at = json[0] == '-' ? 1 : 0;
        var digits = Digits(json[at..]);
        if (digits == 0 || (digits > 1 && json[at] == '0')) return 0;
        at += digits;
        if (at < json.Length && json[at] == '.')
        {
            var fraction = Digits(json[(at + 1)..]);
            if (fraction == 0) return 0;
            at += 1 + fraction;
        }

        if (at < json.Length && json[at] is (byte)'e' or (byte)'E')
        {
            at++;
            if (at < json.Length && json[at] is (byte)'+' or (byte)'-') at++;
            var exponent = Digits(json[at..]);
            if (exponent == 0) return 0;
            at += exponent;
        }

        return at;
    }

    /// <summary>How many bytes the escape at the start takes, its backslash included; 0 when it is none.</summary>
    public static int EscapeLength(ReadOnlySpan<byte> json)
    {
        if (json.Length < 2) return 0;
        if (json[1] is (byte)'n' or (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'t' or (byte)'r' or (byte)'b' or (byte)'f') return 2;
        if (json[1] != 'u' || json.Length < 6) return 0;
        for (var i = 2; i < 6; i++)
        {
            if (!char.IsAsciiHexDigit((char)json[i])) return 0;
        }

        return 6;
    }

    /// <summary>How many bytes of a string's inside stand for themselves: up to a quote, a backslash or a control.</summary>
    /// <remarks>Vectors of one fixed size, and not SearchValues, whose code is compiled anew at every start of the process.</remarks>
    public static int PlainLength(ReadOnlySpan<byte> json)
    {
        var at = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            var (quote, backslash, control) = (Vector128.Create((byte)'"'), Vector128.Create((byte)'\\'), Vector128.Create((byte)0x20));
            while (json.Length - at >= Vector128<byte>.Count)
            {
                var block = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(json), (nuint)at);
                var stops = Vector128.Equals(block, quote) | Vector128.Equals(block, backslash) | Vector128.LessThan(block, control);
                if (stops != Vector128<byte>.Zero) return at + BitOperations.TrailingZeroCount(stops.ExtractMostSignificantBits());
                at += Vector128<byte>.Count;
            }
        }

        while (at < json.Length && json[at] is not ((byte)'"' or (byte)'\\') && json[at] >= 0x20) at++;
        return at;
    }

    private static int Digits(ReadOnlySpan<byte> json)
    {
        var count = 0;
        while (count < json.Length && char.IsAsciiDigit((char)json[count])) count++;
        return count;
    }
}
