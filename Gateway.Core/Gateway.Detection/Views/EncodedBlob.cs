using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Gateway.Detection.Views;

/// <summary>Decodes a run of base64, base64url or hexadecimal digits, if what comes out is text.</summary>
internal static class EncodedBlob
{
    private const int Looked = 12;

    /// <summary>The text in rented memory, null when it is none; <paramref name="view"/> names the encoding.</summary>
    public static char[]? TryDecode(ReadOnlySpan<char> run, out int length, out string view)
    {
        length = 0;
        view = "hex";
        if (run.Length % 2 == 0 && !run.ContainsAnyExcept(Judging.Characters.Hexadecimal)) return TryHex(run, out length);
        view = "base64";
        return TryBase64(run, out length);
    }

    private static char[]? TryHex(ReadOnlySpan<char> run, out int length)
    {
        length = 0;
        Span<byte> start = stackalloc byte[Looked];
        Convert.FromHexString(run[..(2 * Looked)], start, out _, out _);
        if (!IsText(start)) return null;
        var bytes = ArrayPool<byte>.Shared.Rent(run.Length / 2);
        Convert.FromHexString(run, bytes, out _, out var count);
        return Text(bytes, count, out length);
    }

    private static char[]? TryBase64(ReadOnlySpan<char> run, out int length)
    {
        length = 0;
        Span<char> digits = stackalloc char[Looked / 3 * 4];
        Span<byte> start = stackalloc byte[Looked];
        ToUrlAlphabet(run[..digits.Length], digits);
        if (Base64Url.DecodeFromChars(digits, start, out _, out _) != OperationStatus.Done || !IsText(start)) return null;
        var all = ArrayPool<char>.Shared.Rent(run.Length);
        var digitCount = ToUrlAlphabet(run, all);
        var bytes = ArrayPool<byte>.Shared.Rent(Base64Url.GetMaxDecodedLength(digitCount));
        // A run that was cut off has a rest that is no whole byte: what stands before it is enough.
        Base64Url.DecodeFromChars(all.AsSpan(0, digitCount), bytes, out _, out var count);
        ArrayPool<char>.Shared.Return(all);
        return Text(bytes, count, out length);
    }

    private static char[]? Text(byte[] bytes, int count, out int length)
    {
        var content = bytes.AsSpan(0, count);
        if (content is [0xff, 0xfe, ..]) content = content[2..];
        var characters = ArrayPool<char>.Shared.Rent(count);
        // Windows' shells encode UTF-16.
        if (content.Length >= 4 && content[1] == 0 && content[3] == 0) length = Encoding.Unicode.GetChars(content[..(content.Length & ~1)], characters);
        else length = Encoding.Latin1.GetChars(content, characters);
        ArrayPool<byte>.Shared.Return(bytes);
        return characters;
    }

    // Random bytes pass with a chance of one in ten thousand.
    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xff, 0xfe, ..]) bytes = bytes[2..];
        for (var i = 0; i < bytes.Length; i++)
        {
            var isZeroOfUtf16 = bytes[i] == 0 && i % 2 == 1;
            if (bytes[i] is ((>= (byte)' ' and < 0x7f) or (byte)'\t' or (byte)'\r' or (byte)'\n') || isZeroOfUtf16) continue;
            if (bytes[i] < 0x80) return false;
            var status = Rune.DecodeFromUtf8(bytes[i..], out _, out var length);
            if (status == OperationStatus.NeedMoreData) return true; // cut by where this looks
            if (status != OperationStatus.Done) return false;
            i += length - 1;
        }

        return true;
    }

    // Without the ends of lines, also of those that are written as escapes.
    private static int ToUrlAlphabet(ReadOnlySpan<char> run, Span<char> digits)
    {
        var count = 0;
        for (var i = 0; i < run.Length; i++)
        {
            if (run[i] is '\r' or '\n') continue;
            if (run[i] == '\\') i++;
            else digits[count++] = run[i] switch { '+' => '-', '/' => '_', var c => c };
        }

        return count;
    }
}
