namespace Gateway.Core.Trust;

/// <summary>How a text differs from its pin.</summary>
internal enum ChangeKind
{
    Changed,
    Added,
    Removed,
}
