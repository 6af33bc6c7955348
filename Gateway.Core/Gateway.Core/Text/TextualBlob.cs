using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;
using Gateway.Core.Protocol;

namespace Gateway.Core.Text;

/// <summary>Base64 content that is text.</summary>
internal static class TextualBlob
{
    /// <summary>Decodes the inside of a JSON string; false when it is no base64.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> raw, Span<byte> bytes, out int length)
    {
        length = 0;
        if (raw.Contains((byte)'\\')) raw = Convert(raw);
        return Base64.DecodeFromUtf8(raw, bytes, out _, out length) == OperationStatus.Done;
    }

    /// <summary>UTF-8 without NUL: UTF-16 can be valid UTF-8, but no guardrail would recognise anything in it.</summary>
    public static bool IsText(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) && !bytes.Contains((byte)0);

    public static byte[] Encode(string text) => System.Text.Encoding.ASCII.GetBytes(System.Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text)));

    // "\/" is a legal way to write a base64 slash.
    private static byte[] Convert(ReadOnlySpan<byte> raw) => System.Text.Encoding.UTF8.GetBytes(JsonText.Unescape([(byte)'"', .. raw, (byte)'"']));
}
