namespace Gateway.Core.Text;

/// <summary>What may be done with a text, by where it stands in a message (the table is in <see cref="Places"/>).</summary>
internal enum PlaceKind
{
    /// <summary>Guardrails see it; findings are masked.</summary>
    Text,

    /// <summary>Never looked at: discriminators, tokens, cursors, media.</summary>
    Opaque,

    /// <summary>Guardrails see it; a finding withholds the item or blocks the message, because a changed name means another thing.</summary>
    Identity,

    /// <summary>A number or a truth value by specification, never looked at. A string there is nothing the specification knows, so it is text.</summary>
    Number,

    /// <summary>Base64 of the sibling <c>mimeType</c>: decoded, walked and re-encoded when that is textual.</summary>
    Blob,

    /// <summary><c>data</c> of a content block: opaque when the block's <c>type</c> is image or audio, else text.</summary>
    MediaData,

    /// <summary><c>src</c> of an icon: opaque when it is a <c>data:</c> URI, else text.</summary>
    IconSource,
}
