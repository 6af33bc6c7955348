using System.Text.Json;

using Gateway.Core.Protocol;

namespace Gateway.Core.Configuration;

/// <summary>One JSON value that knows where it stands, so that every complaint can say so.</summary>
internal sealed class ConfigurationNode
{
    public required ConfigurationFile File { get; init; }

    /// <summary>Undefined: not ours, skipped.</summary>
    public required JsonValueKind Kind { get; init; }

    public required int Start { get; init; }

    public int End { get; set; }

    public ConfigurationNode? Parent { get; init; }

    /// <summary>Its name or <c>[index]</c> in <see cref="Parent"/>.</summary>
    public string Key { get; init; } = "";

    /// <summary>A string's value, a number's or boolean's text.</summary>
    public string? Text { get; init; }

    public List<ConfigurationMember> Members { get; } = [];

    public List<ConfigurationNode> Items { get; } = [];

    /// <summary>mcpServers.gateway.servers.files.args[1]</summary>
    public string KeyPath => Parent is null ? "the file"
        : Parent.Parent is null ? Printable.Line(Key)
        : Parent.KeyPath + (Parent.Kind is JsonValueKind.Array ? "" : ".") + Printable.Line(Key);

    public ReadOnlyMemory<byte> Utf8 => File.Utf8[Start..End];

    /// <summary>The member's value; null also when it is null, which is the same as leaving it out.</summary>
    public ConfigurationNode? Find(string name)
    {
        foreach (var member in Members)
        {
            if (member.Name == name) return member.Value.Kind is JsonValueKind.Null ? null : member.Value;
        }

        return null;
    }

    /// <summary>An error about this value: the sentence goes on after its key path.</summary>
    public ConfigurationException Fault(string sentence) => new($"{File.Place(Start)}: {KeyPath} {sentence}");
}
