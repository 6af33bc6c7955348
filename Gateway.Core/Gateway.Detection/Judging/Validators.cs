using Gateway.Detection.Judging.Checksums;

namespace Gateway.Detection.Judging;

/// <summary>The validators that a rule file can name.</summary>
public static class Validators
{
    private static readonly Dictionary<string, Validator> All = new(StringComparer.Ordinal)
    {
        ["github"] = Base62Checksum.Judge,
        ["npm"] = Base62Checksum.Judge,
        ["jwt"] = JsonWebToken.Judge,
        ["luhn"] = Luhn.Judge,
        ["base58check"] = Base58Check.Judge,
        ["random"] = static (in Candidate c) => Randomness.LooksRandom(c.Secret) ? Judgement.Believed : Judgement.Nothing,
        ["password"] = WrittenPassword.Judge,
        ["token"] = TokenJudge.Judge,
        ["digit"] = static (in Candidate c) => c.Secret.ContainsAnyInRange('0', '9') && c.Secret.ContainsAny(Characters.Letters) ? Judgement.Believed : Judgement.Nothing,
        ["basic_auth"] = BasicCredentials.Judge,
        ["assigned_password"] = PasswordJudge.Judge,
        ["mnemonic"] = Mnemonic.Judge,
        ["aws_account"] = static (in Candidate c) => c.Secret.Length < 4 || c.Secret[4..].ContainsAnyExcept(Characters.Base32) ? new(0.6, "is no base32") : Judgement.Believed,
        ["mixed"] = MixedBody.Judge,
    };

    /// <summary>Their names.</summary>
    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>The validator of a name; null when there is none.</summary>
    public static Validator? Find(string name) => All.GetValueOrDefault(name);
}
