namespace Gateway.Plugins.Basic;

/// <summary>One of the user's own kinds.</summary>
public sealed class CustomTokenRegex
{
    /// <summary>A .NET regex without lookarounds and backreferences; its group <c>secret</c>, or the whole match when it has none, is replaced.</summary>
    public string Regex { get; init; } = "";

    /// <summary>The text that takes its place, as it stands: <c>$1</c> has no meaning in it.</summary>
    public string Replacement { get; init; } = "";
}
