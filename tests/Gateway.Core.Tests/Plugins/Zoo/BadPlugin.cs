namespace Gateway.Core.Tests.Plugins.Zoo;

/// <summary>One plugin that can't be used, made of real files, and what a user is told of it.</summary>
/// <param name="Place">Its folder or file in the plugins folder.</param>
/// <param name="Make">Puts it into a plugins folder.</param>
/// <param name="Sentence">The reason, whole.</param>
internal sealed record BadPlugin(string Place, Action<ZooFolder> Make, string Sentence)
{
    /// <summary>The name to enable when it is listed, because only loading shows what is wrong; empty when a scan tells.</summary>
    public string Enabled { get; init; } = "";

    public bool IsTracer { get; init; }

    /// <summary>The options it is enabled with, as JSON.</summary>
    public string Options { get; init; } = "{}";

    public override string ToString() => Place;
}
