using Gateway.Detection.Judging;

namespace Gateway.Detection.Tests;

/// <summary>Rules of every form that the engine knows.</summary>
internal static class SampleRules
{
    /// <summary>A token that counts in the middle of a word too.</summary>
    public static Rule Run { get; } = new() { Kind = "run", Pattern = "abc_[a-zA-Z0-9]{8}", Start = RuleStart.Any, TakesPlaceholders = true };

    /// <summary>A token that must start a word and end one.</summary>
    public static Rule Word { get; } = new() { Kind = "word", Pattern = "KEY[0-9a-f]{8}", End = RuleEnd.Word, TakesPlaceholders = true };

    /// <summary>Only a part of the match is the secret.</summary>
    public static Rule Part { get; } = new() { Kind = "part", Pattern = "(?i)part=(?<secret>[a-z0-9]{4,});", TakesPlaceholders = true };

    /// <summary>The keyword stands in the middle.</summary>
    public static Rule Middle { get; } = new() { Kind = "middle", Pattern = "[a-z]{3}@@@[0-9]{4}", Keywords = ["@@@"], End = RuleEnd.Exact, TakesPlaceholders = true };

    /// <summary>A value that only its name tells.</summary>
    public static Rule Assigned { get; } = new() { Kind = "assigned", Pattern = "[0-9a-f]{16}", AssignedTo = ["acme_key"], End = RuleEnd.Word, TakesPlaceholders = true };

    public static Rule Password { get; } = new() { Kind = "password", AssignedTo = ["password"], Validator = Validators.Find("assigned_password") };

    public static Rule Token { get; } = new() { Kind = "token", AssignedTo = ["token", "api_key"], Validator = Validators.Find("token") };

    /// <summary>No shape: windows around its keyword.</summary>
    public static Rule Window { get; } = new() { Kind = "window", Pattern = @"\bwin(?:dow)*-[a-z]+\b", Keywords = ["win"], Reach = 30, TakesPlaceholders = true };

    public static Rule[] All { get; } = [Run, Word, Part, Middle, Assigned, Password, Token, Window];
}
