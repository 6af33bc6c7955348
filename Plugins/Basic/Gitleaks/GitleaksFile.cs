using System.Text;
using Gateway.Detection.RuleFiles;
using Gateway.Detection.Rules;
using Tomlyn;
using Tomlyn.Model;

namespace Gateway.Plugins.Basic.Gitleaks;

/// <summary>Reads the rules of a gitleaks configuration (github.com/gitleaks/gitleaks, "Configuration"): keywords, regex, secret group, entropy, allow-lists.</summary>
/// <remarks>What speaks of files and commits has no meaning for messages and is passed over: <c>path</c>, <c>paths</c>, <c>commits</c>, <c>tags</c>.</remarks>
internal static class GitleaksFile
{
    /// <exception cref="RuleException">It is no TOML, or a rule cannot be used; the message names it.</exception>
    public static IReadOnlyList<RuleDefinition> Read(ReadOnlySpan<byte> toml)
    {
        var document = Parse(toml);
        if (document.TryGetValue("extend", out var extend) && extend is TomlTable table && table.ContainsKey("path"))
        {
            throw new RuleException("'extend.path' is not followed; name the other file in 'rules' too");
        }

        return [.. Tables(document, "rules").Where(r => r.ContainsKey("regex")).Select(r => Define(r, document))];
    }

    internal static IEnumerable<TomlTable> Tables(TomlTable parent, string name) => Value(parent, name) switch
    {
        TomlTableArray tables => tables,
        TomlTable single => [single],
        TomlArray array => array.OfType<TomlTable>(),
        _ => [],
    };

    internal static string[] Texts(TomlTable table, string name) => Value(table, name) is TomlArray array ? [.. array.OfType<string>()] : [];

    internal static object? Value(TomlTable table, string name) => table.TryGetValue(name, out var value) ? value : null;

    private static TomlTable Parse(ReadOnlySpan<byte> toml)
    {
        try
        {
            return TomlSerializer.Deserialize<TomlTable>(Encoding.UTF8.GetString(toml)) ?? [];
        }
        catch (TomlException exception)
        {
            throw new RuleException($"it is no TOML: {exception.Message}", exception);
        }
    }

    private static RuleDefinition Define(TomlTable table, TomlTable document)
    {
        var id = Value(table, "id") as string ?? throw new RuleException("a rule has no 'id'");
        try
        {
            var regex = table["regex"] as string ?? throw new RuleException("'regex' is a text");
            var pattern = GoPattern.Translate(regex, (int)Math.Clamp(Value(table, "secretGroup") as long? ?? 0, 0, int.MaxValue));
            RulePattern.Compile(pattern);
            string[] keywords = [.. Texts(table, "keywords").Select(k => k.ToLowerInvariant())];
            var allowed = AllowLists.Of(table).With(AllowLists.Of(document, id));
            var rule = new Rule
            {
                Kind = id,
                Pattern = pattern,
                Keywords = keywords,
                IgnoreCase = true,
                // There a keyword lets its rule read the whole file.
                Reach = int.MaxValue,
                ReadsWholeText = keywords.Length == 0 || keywords.Any(k => k.Length < 3 || !Ascii.IsValid(k)),
                Start = RuleStart.Any,
                End = RuleEnd.Exact,
                Entropy = Value(table, "entropy") switch { double number => number, long number => number, _ => 0 },
                TakesPlaceholders = true,
                Confidence = 0.8,
                Validator = allowed.IsEmpty ? null : allowed.Judge,
            };
            return new() { Rule = rule, Placeholder = $"<{id.ToUpperInvariant().Replace('-', '_')}>", Description = Value(table, "description") as string ?? "" };
        }
        catch (RuleException exception)
        {
            throw new RuleException($"the rule '{id}': {exception.Message}", exception);
        }
    }
}
