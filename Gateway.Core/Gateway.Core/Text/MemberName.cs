using System.Text.Json;

namespace Gateway.Core.Text;

/// <summary>Compares the name a reader stands on, also when it is escaped.</summary>
/// <remarks><see cref="Utf8JsonReader.ValueTextEquals(ReadOnlySpan{byte})"/> throws on an escaped lone surrogate, which a message may hold.</remarks>
internal static class MemberName
{
    private const int LongestEscape = 6;

    /// <param name="reader">On a property name.</param>
    /// <param name="name">In ASCII, at most 64 characters.</param>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        var raw = reader.ValueSpan;
        if (!reader.ValueIsEscaped) return raw.SequenceEqual(name);
        if (raw.Length > name.Length * LongestEscape) return false;
        Span<char> text = stackalloc char[64 * LongestEscape];
        return System.Text.Ascii.Equals(name, text[..JsonString.Decode(raw, text)]);
    }

    /// <summary>The name as text; lone surrogates stay lone.</summary>
    public static string Of(ref Utf8JsonReader reader) => Of(reader.ValueSpan);

    public static string Of(ReadOnlySpan<byte> raw)
    {
        var text = new char[raw.Length];
        return new(text, 0, JsonString.Decode(raw, text));
    }
}
