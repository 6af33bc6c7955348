using System.Buffers.Text;

namespace Gateway.Core.Protocol;

/// <summary>A JSON-RPC id as a dictionary key. <c>1</c> and <c>"1"</c> differ; the same string in other escapes is equal.</summary>
/// <remarks>A class: the code of a dictionary of structs would be compiled anew at every start of the process.</remarks>
internal sealed record RequestId
{
    private readonly long _number;
    private readonly string? _text;
    private readonly long _stream;

    /// <summary>For the gateway's own requests, which nobody looks up by the sender's id.</summary>
    public static readonly RequestId None = new(2, ""); // equal to no id that a peer can write

    private RequestId(long number, string? text, long stream = 0) => (_number, _text, _stream) = (number, text, stream);

    /// <param name="raw">The id as it was written, quotes included.</param>
    /// <param name="stream">The stream that it is unique on; 0 when it is unique for its sender.</param>
    public static RequestId Of(ReadOnlySpan<byte> raw, long stream = 0)
    {
        if (raw[0] == '"') return new(0, JsonText.Unescape(raw), stream);
        if (Utf8Parser.TryParse(raw, out long number, out var used) && used == raw.Length) return new(number, null, stream);
        // 1.5 or 2^64: unusual and legal. The leading blank keeps it apart from every string id's text.
        return new(1, " " + System.Text.Encoding.UTF8.GetString(raw), stream);
    }
}
