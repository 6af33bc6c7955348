using System.Text;

namespace Gateway.Core.Protocol;

/// <summary>Answers that the gateway itself gives.</summary>
internal static class Answer
{
    /// <summary>The id of an answer to a message whose own id could not be read (JSON-RPC 2.0 §5).</summary>
    public static ReadOnlySpan<byte> NoId => "null"u8;

    /// <summary>A result whose value is JSON already.</summary>
    public static byte[] Result(ReadOnlySpan<byte> id, ReadOnlySpan<byte> result) =>
        [.. "{\"jsonrpc\":\"2.0\",\"id\":"u8, .. id, .. ",\"result\":"u8, .. result, (byte)'}'];

    public static byte[] Error(ReadOnlySpan<byte> id, int code, string message) =>
        [.. "{\"jsonrpc\":\"2.0\",\"id\":"u8, .. id, .. Encoding.ASCII.GetBytes($",\"error\":{{\"code\":{code},\"message\":"), .. JsonText.Quote(message), .. "}}"u8];
}
