using Gateway.Plugins.Presidio.Context;

namespace Gateway.Plugins.Presidio.Scanning;

/// <summary>Judges a candidate of the right shape.</summary>
/// <param name="compact">It in upper case, without separators.</param>
internal delegate bool Check(ReadOnlySpan<char> compact);

/// <summary>How one entity is written, as data: shapes, a check, and what the words around it add.</summary>
internal sealed class Recogniser
{
    /// <summary>The entity's name, as Presidio has it.</summary>
    public required string Entity { get; init; }

    /// <summary>What this one looks at, for people who ask why.</summary>
    public string Rule { get; init; } = "";

    /// <summary><c>9</c> is a digit, <c>A</c> a letter, <c>X</c> either, <c>-</c> one of <see cref="Separators"/>, the same all through a candidate.</summary>
    public required IReadOnlyList<string> Shapes { get; init; }

    public string Separators { get; init; } = " -";

    /// <summary>Believes the shape when there is none.</summary>
    public Check? Check { get; init; }

    /// <summary>The score of a candidate without words that speak for it.</summary>
    public required double Score { get; init; }

    /// <summary>The score with words that speak for it.</summary>
    public double ContextScore { get; init; } = 1;

    /// <summary>What words must speak of for <see cref="ContextScore"/>.</summary>
    public Topic Context { get; init; }

    /// <summary>What words must not speak of; what is in <see cref="Context"/> wins.</summary>
    public Topic Against { get; init; }

    /// <summary>True where capitals and small letters differ, as in base58.</summary>
    public bool KeepCase { get; init; }

    /// <summary>True where lower case is not how anyone writes it.</summary>
    public bool UpperCase { get; init; }

    /// <summary>Texts with and without a finding. A method, because only tests want them.</summary>
    public required Func<IReadOnlyList<PiiExample>> Examples { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Rule.Length == 0 ? Entity : $"{Entity} ({Rule})";

    /// <summary>The score that the topics give it; 0 when they speak against it.</summary>
    public double ScoreWith(Topic topics)
    {
        if ((topics & Context) != 0) return ContextScore;
        return (topics & Against) != 0 ? 0 : Score;
    }
}
