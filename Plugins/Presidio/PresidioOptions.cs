namespace Gateway.Plugins.Presidio;

/// <summary>The options of <c>presidio</c>.</summary>
public sealed class PresidioOptions
{
    /// <summary>Which entities are looked for, by Presidio's names; null for the default ones.</summary>
    public IReadOnlyList<string>? PiiEntities { get; init; }

    /// <summary>False lets everything pass.</summary>
    public bool EnablePresidio { get; init; } = true;

    /// <summary>The language of the words around candidates, beside English, and what the analyzer is told.</summary>
    public string Language { get; init; } = "en";

    /// <summary>What scores less is not reported, from 0 to 1.</summary>
    public double ScoreThreshold { get; init; } = 0.5;

    /// <summary>Whose telephone numbers are known without a calling code, in two letters; null for the default regions.</summary>
    public IReadOnlyList<string>? PhoneRegions { get; init; }

    /// <summary>Texts that are never reported, as they stand.</summary>
    public IReadOnlyList<string> AllowList { get; init; } = [];

    /// <summary>The address of a Presidio analyzer, for names and places.</summary>
    public string? AnalyzerUrl { get; init; }

    /// <summary>How many seconds the analyzer has for one text; the gateway has a limit of its own for the whole message.</summary>
    public double AnalyzerTimeout { get; init; } = 2;

    /// <summary>Allows an analyzer that is neither this machine nor behind https.</summary>
    public bool AnalyzerAllowHttp { get; init; }
}
