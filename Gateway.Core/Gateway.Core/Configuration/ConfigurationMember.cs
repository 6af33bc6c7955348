namespace Gateway.Core.Configuration;

/// <summary>One member of a JSON object; the place of its value is the value's own.</summary>
internal sealed record ConfigurationMember
{
    public required string Name { get; init; }

    public required ConfigurationFile File { get; init; }

    /// <summary>Where its name starts.</summary>
    public required int Start { get; init; }

    public required ConfigurationNode Value { get; init; }

    public int Line => File.PositionOf(Start).Line;

    public ConfigurationException Fault(string sentence) => new($"{File.Place(Start)}: {sentence}");
}
