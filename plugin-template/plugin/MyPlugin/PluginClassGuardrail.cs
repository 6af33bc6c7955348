using System.Composition;
using Gateway;

namespace PluginClass;

/// <summary>Replaces words that must not leave the house.</summary>
[Guardrail("plugin-name", Description = "Masks words of your choice", Options = typeof(PluginClassOptions))]
[method: ImportingConstructor]
public sealed class PluginClassGuardrail(PluginContext context) : TextGuardrail
{
    private static readonly FindingKind Word = new("word", "<WORD>") { Description = "A word of the option 'words'" };

    private readonly string[] _words = Checked(context.GetOptions<PluginClassOptions>().Words);

    /// <inheritdoc/>
    public override IReadOnlyCollection<FindingKind> Kinds { get; } = [Word];

    /// <inheritdoc/>
    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
        var text = leaf.Text;
        foreach (var word in _words)
        {
            for (var from = 0; text[from..].IndexOf(word, StringComparison.OrdinalIgnoreCase) is >= 0 and var at; from += at + word.Length)
            {
                if (IsWhole(text, from + at, word.Length)) findings.Add(Word, from + at, word.Length);
            }
        }
    }

    private static bool IsWhole(ReadOnlySpan<char> text, int start, int length) =>
        (start == 0 || !char.IsLetterOrDigit(text[start - 1])) && (start + length == text.Length || !char.IsLetterOrDigit(text[start + length]));

    private static string[] Checked(string[] words) =>
        words.Any(string.IsNullOrWhiteSpace) ? throw new PluginOptionsException("the option 'words' holds an empty word; remove it") : words;
}
