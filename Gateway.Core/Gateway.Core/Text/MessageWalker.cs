using System.Buffers;
using System.Text.Json;
using Gateway.Core.Protocol;

namespace Gateway.Core.Text;

/// <summary>One pass over a payload that hands out every text with its place. Reused, one per thread.</summary>
internal abstract class MessageWalker
{
    private const int LongestName = 256;
    private const int LongestNumberIgnored = 6; // no card, account or social security number is shorter than 7 digits
    private const int KeptCharacters = 1 << 20;

    private Level[] _levels = new Level[16];
    // Small at first: a gateway of many sessions has many walkers, and most of them rest.
    private char[] _names = new char[64];
    private char[] _text = new char[256];
    private int _depth;

    /// <summary>The payload of the current walk, as a JSON value.</summary>
    protected ReadOnlyMemory<byte> Payload { get; private set; }

    protected abstract void OnText(ReadOnlySpan<char> text, ReadOnlySpan<char> property, LeafKind kind, PlaceKind place, Slice raw);

    /// <summary>A base64 string whose content is text; <paramref name="raw"/> is the inside of the JSON string.</summary>
    protected abstract void OnBlob(ReadOnlySpan<char> text, ReadOnlySpan<char> property, Slice raw);

    /// <summary>A base64 string that declares text and holds none.</summary>
    protected abstract void OnUndecodable();

    protected virtual void OnContentBlockEnd(Slice block)
    {
    }

    protected virtual void OnListedItemEnd(Slice item)
    {
    }

    /// <summary>The start of the innermost content block that the walk is in; negative when it is in none.</summary>
    protected int ContentBlockStart() => Innermost(static place => place.IsContentBlock);

    /// <summary>The start of the entry of a listing that the walk is in; negative when it is in none.</summary>
    protected int ListedItemStart() => Innermost(static place => place.IsListed);

    private int Innermost(Func<Place, bool> isIt)
    {
        for (var i = _depth - 1; i >= 0; i--)
        {
            if (isIt(_levels[i].Place) && Payload.Span[_levels[i].Start] == '{') return _levels[i].Start;
        }

        return -1;
    }

    protected void Visit(ReadOnlyMemory<byte> payload, Place root)
    {
        Payload = payload;
        _depth = 0;
        if (_text.Length > KeptCharacters) _text = new char[4096];
        var json = payload.Span;
        // The envelope pass has checked the depth already.
        var reader = new JsonScanner(json);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray: Push(root, reader.TokenStart, reader.TokenType); break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray: Pop(reader.Consumed); break;
                case JsonTokenType.PropertyName: Name(ref reader); break;
                case JsonTokenType.String: String(ref reader, ValuePlace(root)); break;
                case JsonTokenType.Number when reader.ValueSpan.Length > LongestNumberIgnored: Number(ref reader, ValuePlace(root)); break;
            }
        }
    }

    /// <summary>The text that is being handed out, for whoever needs it again before the walk goes on.</summary>
    protected ReadOnlySpan<char> Characters => _text;

    /// <summary>The member of the payload that the walk is in; empty when the payload is no object.</summary>
    protected ReadOnlySpan<char> TopMember => _depth == 0 ? default : _names.AsSpan(_levels[0].NameBase, _levels[0].NameLength);

    private Place ValuePlace(Place root) => _depth == 0 ? root : _levels[_depth - 1].Value;

    private ReadOnlySpan<char> Property => _depth == 0 ? default : _names.AsSpan(_levels[_depth - 1].NameBase, _levels[_depth - 1].NameLength);

    private void Push(Place root, int start, JsonTokenType token)
    {
        if (_depth == _levels.Length) Array.Resize(ref _levels, _depth * 2);
        var place = ValuePlace(root).Container;
        ref var level = ref _levels[_depth];
        level = new() { Place = place, Start = start };
        if (token == JsonTokenType.StartArray)
        {
            level.Value = place.Item();
            if (_depth > 0) (level.NameBase, level.NameLength) = (_levels[_depth - 1].NameBase, _levels[_depth - 1].NameLength);
        }
        else
        {
            level.Value = place;
            if (_depth > 0) level.NameBase = _levels[_depth - 1].NameBase + _levels[_depth - 1].NameLength;
        }

        _depth++;
    }

    private void Pop(int end)
    {
        ref var level = ref _levels[--_depth];
        if (!level.Place.IsContentBlock && !level.Place.IsListed) return;
        if (Payload.Span[level.Start] != '{') return;
        if (level.Place.IsContentBlock) OnContentBlockEnd(new(level.Start, end - level.Start));
        else OnListedItemEnd(new(level.Start, end - level.Start));
    }

    private void Name(ref JsonScanner reader)
    {
        ref var level = ref _levels[_depth - 1];
        var raw = reader.ValueSpan;
        var text = Decode(raw);
        var kept = Math.Min(text.Length, LongestName);
        if (_names.Length < level.NameBase + kept) Array.Resize(ref _names, (level.NameBase + kept) * 2);
        text[..kept].CopyTo(_names.AsSpan(level.NameBase));
        level.NameLength = kept;

        var place = level.Place;
        // The specification's own words are no finding, whatever a guardrail is told to look for.
        if (!place.IsUniform && place.TryMember(reader.IsEscaped ? Unescaped(text) : raw, out level.Value)) return;
        if (place.Names == PlaceKind.Opaque) return;
        OnText(text, text[..kept], LeafKind.Name, place.Names, new(reader.TokenStart + 1, raw.Length));
    }

    private static byte[] Unescaped(ReadOnlySpan<char> text)
    {
        var bytes = new byte[System.Text.Encoding.UTF8.GetMaxByteCount(text.Length)];
        return bytes[..System.Text.Encoding.UTF8.GetBytes(text, bytes)];
    }

    private void Number(ref JsonScanner reader, Place place)
    {
        if (place.Kind is PlaceKind.Opaque or PlaceKind.Number) return;
        var kind = place.Kind == PlaceKind.Identity ? PlaceKind.Identity : PlaceKind.Text;
        OnText(Decode(reader.ValueSpan), Property, LeafKind.Number, kind, new(reader.TokenStart, reader.ValueSpan.Length));
    }

    private void String(ref JsonScanner reader, Place place)
    {
        var raw = reader.ValueSpan;
        var slice = new Slice(reader.TokenStart + 1, raw.Length);
        switch (place.Kind)
        {
            case PlaceKind.Opaque: return;
            case PlaceKind.MediaData when Sibling("type"u8) is "image" or "audio": return;
            case PlaceKind.IconSource when raw.StartsWith("data:"u8) && raw.IndexOf(";base64,"u8) >= 0: return;
            case PlaceKind.Blob: Blob(raw, slice); return;
            case PlaceKind.Identity: OnText(Decode(raw), Property, LeafKind.Value, PlaceKind.Identity, slice); return;
            default: OnText(Decode(raw), Property, LeafKind.Value, PlaceKind.Text, slice); return;
        }
    }

    private void Blob(ReadOnlySpan<byte> raw, Slice slice)
    {
        var mimeType = Sibling("mimeType"u8);
        if (mimeType is not null && !TextualMimeType.Matches(mimeType)) return;
        var bytes = ArrayPool<byte>.Shared.Rent(raw.Length + 1);
        var isBase64 = TextualBlob.TryDecode(raw, bytes, out var length);
        if (isBase64 && TextualBlob.IsText(bytes.AsSpan(0, length)))
        {
            Grow(length);
            var characters = System.Text.Encoding.UTF8.GetChars(bytes.AsSpan(0, length), _text);
            OnBlob(_text.AsSpan(0, characters), Property, slice);
        }
        else if (mimeType is not null)
        {
            OnUndecodable();
        }
        else if (!isBase64)
        {
            OnText(Decode(raw), Property, LeafKind.Value, PlaceKind.Text, slice);
        }

        // Not in a finally: after a fault a guardrail may still hold what it saw.
        ArrayPool<byte>.Shared.Return(bytes);
    }

    // A string member of the object the walk is in, wherever it stands among the members. A doubled one is none: readers would differ on it.
    private string? Sibling(ReadOnlySpan<byte> name)
    {
        var reader = new JsonScanner(Payload.Span[_levels[_depth - 1].Start..]);
        string? found = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.TextEquals(name);
            reader.Read();
            if (isIt && (found is not null || reader.TokenType != JsonTokenType.String)) return null;
            if (isIt) found = JsonText.Unescape(Quoted(ref reader));
            else reader.Skip();
        }

        return found;
    }

    private ReadOnlySpan<byte> Quoted(ref JsonScanner reader) =>
        Payload.Span.Slice(_levels[_depth - 1].Start + reader.TokenStart, reader.ValueSpan.Length + 2);

    private ReadOnlySpan<char> Decode(ReadOnlySpan<byte> raw)
    {
        Grow(raw.Length);
        return _text.AsSpan(0, JsonString.Decode(raw, _text));
    }

    private void Grow(int length)
    {
        if (_text.Length < length) _text = new char[Math.Max(length, _text.Length * 2)];
    }
}
