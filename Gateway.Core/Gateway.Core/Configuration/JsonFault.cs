using System.Text;

namespace Gateway.Core.Configuration;

/// <summary>Says what is wrong with text that is not JSON. In our own words: the reader's quote what stands there, which may be a secret.</summary>
internal static class JsonFault
{
    public static ConfigurationException At(ConfigurationFile file, int offset, bool isTooDeep)
    {
        var rest = file.Utf8.Span[offset..];
        var before = file.Utf8.Span[..offset].TrimEnd(" \t\r\n"u8);
        return new ConfigurationException($"{file.Place(offset)}: this is not valid JSON: {Explain(before, rest, isTooDeep)}.");
    }

    private static string Explain(ReadOnlySpan<byte> before, ReadOnlySpan<byte> rest, bool isTooDeep)
    {
        if (isTooDeep) return "it nests too deeply";
        if (rest.TrimStart(" \t\r\n"u8).IsEmpty) return "the file ends too early; a bracket or quote is not closed";
        Rune.DecodeFromUtf8(rest, out var rune, out _);
        var unexpected = Rune.IsControl(rune) ? "a line break or control character is in the way" : $"unexpected '{rune}'";
        return IsStart(rest[0]) && IsEnd(before) ? $"{unexpected}; a comma is missing before it" : unexpected;
    }

    private static bool IsStart(byte value) => value is (byte)'"' or (byte)'{' or (byte)'[';

    private static bool IsEnd(ReadOnlySpan<byte> before) =>
        !before.IsEmpty && (before[^1] is (byte)'"' or (byte)'}' or (byte)']' || char.IsAsciiLetterOrDigit((char)before[^1]));
}
