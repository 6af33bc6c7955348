namespace Gateway.Detection.Judging;

/// <summary>For tokens whose prefix is a word: letters and digits, or as many capitals as only chance makes.</summary>
internal static class MixedBody
{
    public static Judgement Judge(in Candidate candidate)
    {
        int lower = 0, upper = 0, digits = 0;
        foreach (var character in candidate.Secret)
        {
            if (char.IsAsciiLetterLower(character)) lower++;
            else if (char.IsAsciiLetterUpper(character)) upper++;
            else if (char.IsAsciiDigit(character)) digits++;
        }

        var letters = lower + upper;
        var isMixed = letters > 0 && (digits > 0 || (upper * 5 >= letters && upper * 5 <= letters * 4));
        return isMixed ? Judgement.Believed : Judgement.Nothing;
    }
}
