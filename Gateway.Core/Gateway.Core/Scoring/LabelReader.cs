using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Gateway.Core.Text;

namespace Gateway.Core.Scoring;

/// <summary>Reads one record of labelled text, as Commands/README.md of the host describes it.</summary>
internal ref struct LabelReader
{
    private readonly string _by;
    private string? _id;
    private bool _hasText;
    private bool _isBase64;
    private ReadOnlySpan<byte> _text;
    private string? _property;
    private string? _group;
    private string? _label;
    private Negative _negative;
    private List<LabelledSpan>? _spans;

    private LabelReader(string by) => _by = by;

    /// <param name="line">The record.</param>
    /// <param name="number">Its line, from 1.</param>
    /// <param name="by">The member that the scores are grouped by.</param>
    /// <param name="batch">Gets the record.</param>
    /// <returns>False when it has a label for the whole text and no spans, which scoring of spans has no use for.</returns>
    /// <exception cref="LabelException">It cannot be used; the message has no place yet.</exception>
    public static bool TryRead(ReadOnlySpan<byte> line, int number, string by, Batch batch)
    {
        if (!Utf8.IsValid(line)) throw new LabelException("the line is not UTF-8");
        var record = new LabelReader(by);
        try
        {
            record.ReadMembers(line);
        }
        catch (JsonException)
        {
            throw new LabelException("the line is not one JSON object");
        }
        catch (InvalidOperationException)
        {
            throw new LabelException("a member has the wrong type");
        }

        if (record._spans is null && record._label is not (null or "benign" or "safe")) return false;
        record.AddTo(batch, number);
        return true;
    }

    private void ReadMembers(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!; // a property name is never null
            reader.Read();
            if (name == _by && reader.TokenType == JsonTokenType.String) _group = reader.GetString();
            switch (name)
            {
                case "id": _id = reader.GetString(); break;
                case "text" when reader.TokenType == JsonTokenType.String:
                    _text = reader.ValueSpan;
                    _hasText = true;
                    break;
                case "enc" when reader.TokenType != JsonTokenType.Null: _isBase64 = reader.ValueTextEquals("b64"u8) ? true : throw new LabelException("\"enc\" can only be \"b64\""); break;
                case "property": _property = reader.GetString(); break;
                case "label" when reader.TokenType != JsonTokenType.Null: _label = reader.GetString(); break;
                case "neg" when reader.TokenType != JsonTokenType.Null: _negative = reader.GetString() switch
                    {
                        "hard" => Negative.Hard,
                        "soft" => Negative.Soft,
                        _ => throw new LabelException("\"neg\" can only be \"hard\" or \"soft\""),
                    }; break;
                case "spans" when reader.TokenType == JsonTokenType.StartArray: ReadSpans(ref reader); break;
                case "text" or "spans" when reader.TokenType != JsonTokenType.Null: throw new InvalidOperationException();
                default: reader.Skip(); break;
            }
        }

        if (reader.Read()) throw new JsonException();
    }

    private void ReadSpans(ref Utf8JsonReader reader)
    {
        _spans = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            int start = -1, end = -1;
            string? type = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isStart, isEnd, isType) = (reader.ValueTextEquals("start"u8), reader.ValueTextEquals("end"u8), reader.ValueTextEquals("type"u8));
                reader.Read();
                if (isStart && !reader.TryGetInt32(out start) || isEnd && !reader.TryGetInt32(out end)) throw new LabelException("\"start\" and \"end\" of a span must be whole numbers");
                if (isType) type = reader.GetString();
                if (!isStart && !isEnd && !isType) reader.Skip();
            }

            _spans.Add(new(start, end, type ?? throw new LabelException("a span has no \"type\"")));
        }

        if (reader.TokenType != JsonTokenType.EndArray) throw new InvalidOperationException();
    }

    private readonly void AddTo(Batch batch, int number)
    {
        if (_id is null) throw new LabelException("the record has no \"id\"");
        if (!_hasText) throw new LabelException("the record has no \"text\"");
        var (length, bytes) = _isBase64 ? Decode(batch) : Unescape(batch);
        foreach (var span in _spans ?? [])
        {
            if (span.Start < 0 || span.End <= span.Start || span.End > length) throw new LabelException($"a span from {span.Start} to {span.End} is outside the text of {length} UTF-16 units");
        }

        batch.Add(new()
        {
            Id = _id,
            Line = number,
            Start = batch.Length,
            Length = length,
            Bytes = bytes,
            Spans = _spans ?? (IReadOnlyList<LabelledSpan>)[],
            Property = _property ?? "",
            Negative = _negative,
            Group = _group ?? "-",
        });
    }

    private readonly (int Length, int Bytes) Unescape(Batch batch)
    {
        var room = batch.Room(_text.Length);
        var length = JsonString.Decode(_text, room);
        return (length, Encoding.UTF8.GetByteCount(room[..length]));
    }

    private readonly (int Length, int Bytes) Decode(Batch batch)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(_text.Length + 1);
        if (!TextualBlob.TryDecode(_text, bytes, out var count)) throw new LabelException("\"text\" is not base64");
        if (!Utf8.IsValid(bytes.AsSpan(0, count))) throw new LabelException("\"text\" is not UTF-8");
        var length = Encoding.UTF8.GetChars(bytes.AsSpan(0, count), batch.Room(count));
        ArrayPool<byte>.Shared.Return(bytes);
        return (length, count);
    }
}
