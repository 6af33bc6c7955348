using System.Text.Json;
using Gateway.Core.Guarding;
using Gateway.Testing.Reading;

namespace Gateway.Testing;

/// <summary>One message as it came over the wire.</summary>
/// <example><code>
/// var answer = await gateway.CallAsync("files_read");
/// // answer.Text, answer.IsError, answer.BlockedBy, answer.Result.GetProperty("structuredContent")
/// </code></example>
public sealed class WireMessage
{
    internal WireMessage(string json) => (Json, Root) = (json, TestJson.Parse(json));

    /// <summary>The line as it was written.</summary>
    public string Json { get; }

    /// <summary>The same as JSON.</summary>
    public JsonElement Root { get; }

    /// <summary>The method of a request or notification; null for an answer.</summary>
    public string? Method => ContentText.Member(Root, "method") is { ValueKind: JsonValueKind.String } method ? method.GetString() : null;

    /// <summary>The result; undefined when there is none.</summary>
    public JsonElement Result => ContentText.Member(Root, "result");

    /// <summary>The texts of the result's content blocks, a line each, or the sentence of an error.</summary>
    public string Text => ContentText.Of(Root);

    /// <summary>Whether it is an error, or the result of a tool that says it failed.</summary>
    public bool IsError => ContentText.Member(Root, "error").ValueKind == JsonValueKind.Object || ContentText.Member(Result, "isError").ValueKind == JsonValueKind.True;

    /// <summary>Which guardrail refused the call; null when none did. Only the result of a call tells.</summary>
    public string? BlockedBy => ContentText.Member(ContentText.Member(ContentText.Member(Result, "_meta"), RefusedAnswer.MetaKey), "guardrail") is { ValueKind: JsonValueKind.String } name ? name.GetString() : null;

    /// <summary>The <c>_meta</c> note about findings, such as <c>{"card_number":1}</c>; null when there is none.</summary>
    public string? Note => ContentText.Note(Root);

    /// <summary>Its id as it was written; null when it has none.</summary>
    internal string? Id => ContentText.Member(Root, "id") is { ValueKind: not JsonValueKind.Undefined } id ? id.GetRawText() : null;

    internal JsonElement Parameters => ContentText.Member(Root, "params");

    /// <summary>The line.</summary>
    public override string ToString() => Json;
}
