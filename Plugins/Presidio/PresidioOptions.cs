using System.ComponentModel;

namespace Gateway.Plugins.Presidio;

/// <summary>The options of <c>presidio</c>.</summary>
public sealed class PresidioOptions
{
    /// <summary>Which entities are looked for, by Presidio's names; null for the default ones.</summary>
    [Description("Only these entities are looked for, by Presidio's names; null for the ten default ones")]
    public IReadOnlyList<string>? PiiEntities { get; init; }

    /// <summary>False lets everything pass.</summary>
    [Description("false lets everything pass, and says so in the log")]
    public bool EnablePresidio { get; init; } = true;

    /// <summary>The language of the words around candidates, beside English, and what the analyzer is told.</summary>
    [Description("Language of the words around candidates, beside English; with an analyzer, any that it knows")]
    public string Language { get; init; } = "en";

    /// <summary>What scores less is not reported, from 0 to 1.</summary>
    [Description("What is less certain is not reported, from 0 to 1")]
    public double ScoreThreshold { get; init; } = 0.5;

    /// <summary>Whose telephone numbers are known without a calling code, in two letters; null for the default regions.</summary>
    [Description("Whose telephone numbers are known without a calling code, in two letters; null for 24 regions")]
    public IReadOnlyList<string>? PhoneRegions { get; init; }

    /// <summary>Texts that are never reported, as they stand.</summary>
    [Description("Texts that are never reported")]
    public IReadOnlyList<string> AllowList { get; init; } = [];

    /// <summary>The address of a Presidio analyzer, for names and places.</summary>
    [Description("Address of a Presidio analyzer, for names and places")]
    public string? AnalyzerUrl { get; init; }

    /// <summary>How many seconds the analyzer has for one text; the gateway has a limit of its own for the whole message.</summary>
    [Description("Seconds that the analyzer has for one text")]
    public double AnalyzerTimeout { get; init; } = 2;

    /// <summary>Allows an analyzer that is neither this machine nor behind https.</summary>
    [Description("Allows an analyzer that is neither on this machine nor behind https")]
    public bool AnalyzerAllowHttp { get; init; }
}
