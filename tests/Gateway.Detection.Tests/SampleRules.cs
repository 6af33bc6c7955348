namespace Gateway.Detection.Tests;

/// <summary>Rules of every form that the engine knows.</summary>
internal static class SampleRules
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /// <summary>A token of one run of characters, wherever it starts.</summary>
    public static Rule Run { get; } = new() { Kind = "run", Keywords = ["ab_", "b_c"], Alphabet = Letters + "_", MinLength = 6, Pattern = "(?:ab_|b_c)[a-zA-Z0-9]{3,}" };

    /// <summary>A token that must start a word.</summary>
    public static Rule Word { get; } = new() { Kind = "word", Keywords = ["KEY"], Alphabet = Letters, MinLength = 5, Pattern = @"(?:\A|[^a-zA-Z0-9]|\\n)(?<secret>KEY[a-z0-9]{2,})" };

    /// <summary>A value after a name, in any case, within a reach.</summary>
    public static Rule Pair { get; } = new() { Kind = "pair", Keywords = ["pass", "password"], IgnoreCase = true, Reach = 24, Pattern = "(?i)[a-z]{0,8}pass(?:word)?[ =:\"]{1,4}(?<secret>[a-z0-9]{2,8})" };

    /// <summary>A keyword in the middle of what is found.</summary>
    public static Rule Middle { get; } = new() { Kind = "middle", Keywords = ["@@"], Reach = 10, Pattern = "[a-z0-9]{1,9}@@[a-z0-9]{1,9}" };

    public static Rule[] All { get; } = [Run, Word, Pair, Middle];

    /// <summary>The same rule without keywords: its pattern reads the whole text.</summary>
    public static Rule OverWholeText(Rule rule) => new() { Kind = rule.Kind, Pattern = rule.Pattern, Validator = rule.Validator };
}
