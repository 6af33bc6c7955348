using Gateway.Detection.Judging;
using Gateway.Detection.Rules;

namespace Gateway.Detection.Searching;

/// <summary>A rule made ready: looks around the places where its keywords stand.</summary>
internal abstract class RuleSearch(Rule rule)
{
    // Below it, no body of a token is random; sixteen different characters have 4.
    private const double LeastEntropy = 2.0;
    private const int LongEnoughForEntropy = 16;
    private const int LongestRetried = 256;

    public Rule Rule { get; } = rule;

    /// <summary>The words that announce a match; none when the whole of every text must be read.</summary>
    public abstract IReadOnlyList<string> Keywords { get; }

    public virtual bool IgnoresCase => Rule.IgnoreCase;

    /// <summary>How many stretches it keeps in mind during a text.</summary>
    public abstract int Slots { get; }

    /// <summary>A keyword stands here; keywords come nearly in the order of the text.</summary>
    public abstract void OnKeyword(ref Scan scan, scoped Span<Stretch> slots, int start, int end);

    /// <summary>A keyword stands in the name of the text.</summary>
    public virtual void OnProperty(ref Scan scan, int start, int end)
    {
    }

    /// <summary>All keywords were told.</summary>
    public virtual void OnEnd(ref Scan scan, scoped Span<Stretch> slots)
    {
    }

    /// <summary>How much of a match that was turned down is passed over: a secret may begin in it, but a long one that has many beginnings must not be judged from each.</summary>
    protected static int Passed(int length) => length > LongestRetried ? length / 2 : 0;

    /// <summary>Adds a candidate to the findings, if it stands up to the rule's tests.</summary>
    protected bool TryReport(ref Scan scan, in Candidate candidate, bool isJoined = false)
    {
        var secret = candidate.Secret;
        if (secret.IsEmpty) return false;
        scan.Work += secret.Length;
        // First, because what turns down most words after "token" is a judge's first look.
        var judgement = Rule.Validator?.Invoke(candidate) ?? Judgement.Believed;
        if (!judgement.IsSomething) return false;
        if (!Rule.TakesPlaceholders && Placeholder.IsOne(secret)) return false;
        var entropy = Rule.Entropy > 0 || Rule.TakesPlaceholders || secret.Length < LongEnoughForEntropy ? Rule.Entropy : LeastEntropy;
        if (entropy > 0 && Entropy.Of(secret) < entropy) return false;
        if (isJoined && !Randomness.LooksRandom(secret)) return false;
        scan.Found.Add(new()
        {
            Kind = Rule.Kind,
            Rule = Rule.Kind,
            Start = candidate.Start,
            Length = candidate.Length,
            Confidence = Rule.Confidence * judgement.Factor,
            Check = judgement.Check,
            View = isJoined ? "joined" : null,
        });
        return true;
    }
}
