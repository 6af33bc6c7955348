namespace Gateway.Detection.Judging;

/// <summary>Judges what is assigned to a name such as <c>password</c>: people choose those, so it need not be random, but it is no code and no word.</summary>
internal static class PasswordJudge
{
    private const int Shortest = 5;
    private const int Longest = 256;

    public static Judgement Judge(in Candidate candidate)
    {
        var value = candidate.Secret;
        if (value.Length is < Shortest or > Longest || ValueName.SaysNo(candidate)) return Judgement.Nothing;
        if (ValueWords.AreNone(value) || ValueWords.IsNumber(value) || value.ContainsAny(Characters.Spaces)) return Judgement.Nothing;
        // A field called after another: password2, passwordInput, newPassword.
        if (value.Contains("passw", StringComparison.OrdinalIgnoreCase) && !HasOddCharacter(value) && !value.ContainsAnyInRange('0', '9')) return Judgement.Nothing;
        return candidate.Syntax switch
        {
            ValueSyntax.None or ValueSyntax.Property or ValueSyntax.Quoted => IsChosen(value) || HasScatteredCapitals(value) ? Judgement.Believed : Judgement.Nothing,
            ValueSyntax.Argument => value.ContainsAnyInRange('0', '9') && (HasOddCharacter(value) || Randomness.LooksRandom(value)) ? Judgement.Believed : Judgement.Nothing,
            ValueSyntax.Bare => IsChosen(value) && !IsCode(value) ? new(0.9) : Judgement.Nothing,
            _ => value.ContainsAnyInRange('0', '9') && (candidate.Syntax != ValueSyntax.Prose || !value.Contains('_') || HasOddCharacter(value)) && IsChosen(value) && !IsCode(value) && (HasOddCharacter(value) || Randomness.Changes(value) >= 0.1) ? new(0.8) : Judgement.Nothing,
        };
    }

    // Letters with a digit or a sign among them, or letters that make no word.
    private static bool IsChosen(ReadOnlySpan<char> value)
    {
        if (!value.ContainsAny(Characters.Letters)) return HasOddCharacter(value) && value.Length >= 8;
        if (value.ContainsAnyInRange('0', '9')) return true;
        return (HasOddCharacter(value) && value.Length >= 6) || (value.Length >= 8 && !value.ContainsAny(Characters.Separators) && Randomness.LooksRandom(value));
    }

    // Among letters only, as many capitals as chance makes.
    private static bool HasScatteredCapitals(ReadOnlySpan<char> value)
    {
        var capitals = 0;
        foreach (var character in value) capitals += char.IsAsciiLetterUpper(character) ? 1 : 0;
        return value.Length >= 10 && !value.ContainsAnyExcept(Characters.Letters) && capitals * 10 >= value.Length * 3 && capitals * 10 <= value.Length * 7;
    }

    private static bool HasOddCharacter(ReadOnlySpan<char> value) => value.ContainsAny(Characters.OfPasswords);

    // user.passwordHash, form['password'], getPassword(): an expression has no sign of a password and reads like words.
    private static bool IsCode(ReadOnlySpan<char> value)
    {
        if (value.ContainsAny(Characters.OfCode)) return true;
        var first = value[0];
        if (!char.IsAsciiLetter(first) && first is not ('_' or '$' or '&' or '*')) return false;
        return value.Contains('.') && !HasOddCharacter(value) && Randomness.Oddness(value, out _) < 0.4;
    }
}
