using System.Buffers;

namespace Gateway.Detection.Judging;

/// <summary>Judges what is assigned to a name such as <c>api_key</c> or <c>token</c>: a generator made it, so it looks random.</summary>
internal static class TokenJudge
{
    private const int Shortest = 10;
    private const int Longest = 512;
    private static readonly SearchValues<string> NamesOfKeys = SearchValues.Create(["api", "access", "auth", "secret", "key", "bearer"], StringComparison.OrdinalIgnoreCase);

    private const int ShortestWebToken = 60;
    private const double LeastEntropy = 3.0;

    public static Judgement Judge(in Candidate candidate)
    {
        var value = candidate.Secret;
        if (IsChosenSecret(candidate)) return new(0.8);
        if (value.Length is < Shortest or > Longest || ValueName.SaysNo(candidate)) return Judgement.Nothing;
        if (value.ContainsAny(Characters.OfNoToken) || ValueWords.AreNone(value) || ValueWords.IsNumber(value)) return Judgement.Nothing;
        if (Entropy.Of(value) < LeastEntropy && !IsLongHex(value)) return Judgement.Nothing;
        if (!value.ContainsAnyInRange('0', '9') && !(value.Length >= 16 && Randomness.Oddness(value, out var pairs) >= 0.4 && pairs >= 8)) return Judgement.Nothing;
        if (!HasRandomPart(value) && !IsLongHex(value)) return Judgement.Nothing;
        // A request, a lock, a client's retry: what is only called a token and is a UUID is a number to recognise something by.
        if (Guid.TryParseExact(value, "D", out _) && !candidate.Name.ContainsAny(NamesOfKeys)) return Judgement.Nothing;
        // The start of a JSON Web Token, as documentation shortens it: whole ones have a rule of their own.
        if (value.StartsWith("eyJ") && value.Length < ShortestWebToken) return Judgement.Nothing;
        return candidate.Syntax is ValueSyntax.Prose && value.Contains('_') || (candidate.Syntax is ValueSyntax.Prose or ValueSyntax.Flag && Randomness.Changes(value) < 0.2) ? Judgement.Nothing : Judgement.Believed;
    }

    // A "secret" may be chosen by a person as a password is; then it has signs that names and words have not.
    private static bool IsChosenSecret(in Candidate candidate) =>
        candidate.Name.EndsWith("secret", StringComparison.OrdinalIgnoreCase)
        && candidate.Secret.Length >= 8
        && candidate.Secret.ContainsAny(Characters.OfPasswords)
        && candidate.Secret.ContainsAnyInRange('0', '9')
        && PasswordJudge.Judge(candidate).IsSomething;

    private static bool IsLongHex(ReadOnlySpan<char> value) => value.Length >= 32 && !value.ContainsAnyExcept(Characters.Hexadecimal) && Entropy.Of(value) >= 2.5;

    // At least one part between separators, or the whole, must look as if nobody had named it.
    private static bool HasRandomPart(ReadOnlySpan<char> value)
    {
        foreach (var range in value.SplitAny('-', '_', '.', ':', '/', '+', '='))
        {
            var part = value[range];
            if (part.Length >= 8 && Randomness.LooksRandom(part)) return true;
        }

        return value.Length >= 20 && Randomness.Changes(value) >= 0.3 && value.ContainsAny(Characters.Separators) && Randomness.Oddness(value, out var pairs) >= 0.35 && pairs >= 6;
    }
}
