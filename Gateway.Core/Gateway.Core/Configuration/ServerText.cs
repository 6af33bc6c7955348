using Gateway.Core.Protocol;

namespace Gateway.Core.Configuration;

/// <summary>The texts of one server's entry: variables filled in, and what is wrong with them collected.</summary>
internal sealed class ServerText(ConfigurationMember member, ConfigurationEnvironment environment, List<string> warnings)
{
    private readonly VariableExpander _expander = new(environment);

    /// <summary>What keeps the server from being started.</summary>
    public List<string> Failures { get; } = [];

    public string? Expand(ConfigurationNode? node) => node is null ? null : Expand(node, node.RequireString(), $"\"{node.Key}\"");

    public string Expand(ConfigurationNode node, string text, string where)
    {
        var expansion = _expander.Expand(text);
        if (expansion.Failure is { } failure) Failures.Add($"{where} {failure}");
        if (expansion.Remark is { } remark) Warn(node.Start, $"{where} {remark}; it stays as text");
        return expansion.Text;
    }

    public void Warn(int offset, string sentence) =>
        warnings.Add($"{member.File.Shown}, line {member.File.PositionOf(offset).Line}: server '{Printable.Line(member.Name)}': {sentence}.");
}
