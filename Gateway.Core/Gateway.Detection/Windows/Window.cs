namespace Gateway.Detection.Windows;

/// <summary>The part of a text that one rule has yet to be asked about. One rule's windows never overlap, so its pattern reads no character twice.</summary>
internal struct Window
{
    public int Start;

    /// <summary>The position after the last character; 0 when no part is waiting.</summary>
    public int End;

    /// <summary>The end of the last run of the rule's alphabet, so that further keywords in it are not followed again.</summary>
    public int Seen;
}
