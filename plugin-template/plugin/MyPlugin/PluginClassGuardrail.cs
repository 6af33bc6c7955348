using System.Composition;
using System.Text.RegularExpressions;
using Gateway;

namespace PluginClass;

/// <summary>Replaces words that must not leave the house.</summary>
[Guardrail("plugin-name", Description = "Masks words of your choice", Options = typeof(PluginClassOptions))]
[method: ImportingConstructor]
public sealed class PluginClassGuardrail(PluginContext context) : TextGuardrail
{
    private static readonly FindingKind Word = new("word", "<WORD>") { Description = "A word of the option 'words'" };

    private readonly Regex? _words = Expression(context.GetOptions<PluginClassOptions>().Words);

    /// <inheritdoc/>
    public override IReadOnlyCollection<FindingKind> Kinds { get; } = [Word];

    /// <inheritdoc/>
    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
        if (_words is null) return;
        foreach (var match in _words.EnumerateMatches(leaf.Text)) findings.Add(Word, match.Index, match.Length);
    }

    // Texts are not to be trusted: an expression that can backtrack can be made to hang.
    private static Regex? Expression(string[] words)
    {
        if (words.Any(string.IsNullOrWhiteSpace)) throw new PluginOptionsException("the option 'words' holds an empty word; remove it");
        return words.Length == 0 ? null : new($@"\b(?:{string.Join('|', words.Select(Regex.Escape))})\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }
}
