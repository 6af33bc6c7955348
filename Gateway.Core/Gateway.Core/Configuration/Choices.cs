using System.Diagnostics.CodeAnalysis;

namespace Gateway.Core.Configuration;

/// <summary>The words that a file may use for a value. Written out: Enum.TryParse would take numbers and lists too.</summary>
internal sealed class Choices<T>(params (string Word, T Value)[] words)
{
    public bool TryFind(string? word, [MaybeNullWhen(false)] out T value)
    {
        foreach (var (known, meaning) in words)
        {
            if (!known.Equals(word, StringComparison.OrdinalIgnoreCase)) continue;
            value = meaning;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>"must be one of 'block', 'pass'".</summary>
    public override string ToString() => $"must be one of {string.Join(", ", words.Select(pair => $"'{pair.Word}'"))}";
}
