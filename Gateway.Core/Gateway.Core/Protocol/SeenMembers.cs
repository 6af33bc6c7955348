namespace Gateway.Core.Protocol;

/// <summary>The routing members met so far at one level of a message.</summary>
internal struct SeenMembers
{
    private uint _seen;

    public bool HasVersion;

    /// <summary>False when the member was there already, in whatever case.</summary>
    public bool TryAdd(MemberMatch member)
    {
        if (member.AnyCase == EnvelopeMember.None) return true;
        var bit = 1u << (int)member.AnyCase;
        if ((_seen & bit) != 0) return false;
        _seen |= bit;
        return true;
    }
}
