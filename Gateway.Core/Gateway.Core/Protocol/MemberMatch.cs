namespace Gateway.Core.Protocol;

/// <summary>Which routing member a name may be read as, and which it is to the letter.</summary>
internal readonly record struct MemberMatch(EnvelopeMember AnyCase, EnvelopeMember Exact);
