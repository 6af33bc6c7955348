namespace Gateway.Detection.Judging;

/// <summary>The words of a wallet's seed (BIP 39): 12, 15, 18, 21 or 24 of them, of three to eight letters.</summary>
internal static class Mnemonic
{
    public static Judgement Judge(in Candidate candidate)
    {
        var words = 0;
        foreach (var range in candidate.Secret.Split(' '))
        {
            if (candidate.Secret[range].Length is < 3 or > 8 || candidate.Secret[range].ContainsAnyExceptInRange('a', 'z')) return Judgement.Nothing;
            words++;
        }

        return words is >= 12 and <= 24 && words % 3 == 0 ? Judgement.Believed : Judgement.Nothing;
    }
}
