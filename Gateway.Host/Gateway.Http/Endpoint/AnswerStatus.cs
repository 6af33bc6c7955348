using Gateway.Core.Protocol;
using Microsoft.AspNetCore.Http;

namespace Gateway.Http.Endpoint;

/// <summary>The HTTP status that an answer goes with (MCP 2026-07-28, transports/streamable-http and basic).</summary>
internal static class AnswerStatus
{
    public static int Of(ReadOnlySpan<byte> answer) => ErrorOf(answer) switch
    {
        ErrorCodes.MethodNotFound => StatusCodes.Status404NotFound,
        ErrorCodes.HeaderMismatch or ErrorCodes.MissingClientCapability or ErrorCodes.UnsupportedProtocolVersion => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status200OK,
    };

    /// <summary>The code of an error; null for a result.</summary>
    public static int? ErrorOf(ReadOnlySpan<byte> answer)
    {
        var reader = new JsonScanner(answer);
        if (!reader.Read()) return null;
        while (reader.Read() && reader.TokenType == System.Text.Json.JsonTokenType.PropertyName)
        {
            if (reader.TextEquals("result"u8)) return null; // it may be long
            var isError = reader.TextEquals("error"u8);
            reader.Read();
            var value = reader.SkipValue();
            if (isError) return System.Buffers.Text.Utf8Parser.TryParse(JsonMembers.Raw(value.Of(answer), "code"u8), out int code, out _) ? code : null;
        }

        return null;
    }
}
