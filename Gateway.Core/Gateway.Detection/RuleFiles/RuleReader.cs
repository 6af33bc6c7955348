using System.Text.Json;
using Gateway.Detection.Rules;

namespace Gateway.Detection.RuleFiles;

/// <summary>Reads the entries of a rule file, strictly: a misspelt member must not become a rule that finds nothing.</summary>
/// <remarks>By hand, because a serialiser takes ten times as long to get ready as this takes for all the rules of a guardrail.</remarks>
internal ref struct RuleReader(ReadOnlySpan<byte> json, bool withExamples)
{
    private static readonly string[] Members =
        ["kind", "placeholder", "description", "pattern", "keywords", "assigned_to", "start", "end", "reach", "entropy", "confidence", "validator", "takes_placeholders", "finds", "ignores"];

    private readonly ReadOnlySpan<byte> _json = json;
    private Utf8JsonReader _reader = new(json, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });

    /// <exception cref="RuleException">The file is not of the form; the message says the line.</exception>
    public List<RuleEntry> Read()
    {
        var entries = new List<RuleEntry>();
        try
        {
            Expect(JsonTokenType.StartObject, "a rule file is an object with 'rules'");
            while (NextMember() is { } member)
            {
                if (member != "rules") throw Fault($"'{member}' is unknown; a rule file has one member, 'rules'");
                Expect(JsonTokenType.StartArray, "'rules' is a list");
                while (_reader.Read() && _reader.TokenType == JsonTokenType.StartObject) entries.Add(Entry());
                if (_reader.TokenType != JsonTokenType.EndArray) throw Fault("a rule is an object");
            }

            if (_reader.Read()) throw Fault("something follows the object");
            return entries;
        }
        catch (JsonException exception)
        {
            throw new RuleException($"line {exception.LineNumber + 1}: it is no JSON", exception);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8.
            throw Fault("it is no JSON");
        }
    }

    private RuleEntry Entry()
    {
        var entry = new RuleEntry();
        while (NextMember() is { } member)
        {
            switch (member)
            {
                case "kind": entry.Kind = Text(member); break;
                case "placeholder": entry.Placeholder = Text(member); break;
                case "description": entry.Description = Text(member); break;
                case "pattern": entry.Pattern = Text(member); break;
                case "keywords": entry.Keywords = Texts(member); break;
                case "assigned_to": entry.AssignedTo = Texts(member); break;
                case "start": entry.Start = Text(member); break;
                case "end": entry.End = Text(member); break;
                case "reach": entry.Reach = (int)Number(member, int.MaxValue); break;
                case "entropy": entry.Entropy = Number(member, 16); break;
                case "confidence": entry.Confidence = Number(member, 1); break;
                case "validator": entry.Validator = Text(member); break;
                case "takes_placeholders": entry.TakesPlaceholders = Claim(member); break;
                case "finds" when withExamples: entry.Finds = Texts(member); break;
                case "ignores" when withExamples: entry.Ignores = Texts(member); break;
                case "finds" or "ignores": _reader.Skip(); break;
                default: throw Fault($"'{member}' is no member of a rule; known are: {string.Join(", ", Members)}");
            }
        }

        return entry;
    }

    // The reader stands on the member's name, its value comes next; null at the end of the object.
    private string? NextMember()
    {
        if (!_reader.Read() || _reader.TokenType == JsonTokenType.EndObject) return null;
        return _reader.GetString();
    }

    private string Text(string member)
    {
        Expect(JsonTokenType.String, $"'{member}' is a text");
        return _reader.GetString()!;
    }

    private List<string> Texts(string member)
    {
        var texts = new List<string>();
        Expect(JsonTokenType.StartArray, $"'{member}' is a list of texts");
        while (_reader.Read() && _reader.TokenType == JsonTokenType.String) texts.Add(_reader.GetString()!);
        return _reader.TokenType == JsonTokenType.EndArray ? texts : throw Fault($"'{member}' is a list of texts");
    }

    private double Number(string member, double most)
    {
        Expect(JsonTokenType.Number, $"'{member}' is a number");
        return _reader.TryGetDouble(out var number) && number >= 0 && number <= most ? number : throw Fault($"'{member}' is a number from 0 to {most}");
    }

    private bool Claim(string member)
    {
        _reader.Read();
        return _reader.TokenType is JsonTokenType.True or JsonTokenType.False ? _reader.GetBoolean() : throw Fault($"'{member}' is true or false");
    }

    private void Expect(JsonTokenType type, string sentence)
    {
        if (!_reader.Read() || _reader.TokenType != type) throw Fault(sentence);
    }

    private readonly RuleException Fault(string sentence) =>
        new($"line {1 + _json[..(int)_reader.TokenStartIndex].Count((byte)'\n')}: {sentence}");
}
