using System.Reflection.Metadata;

namespace Gateway.Core.Plugins.Inspecting;

/// <summary>What may stand for an option in the configuration.</summary>
internal sealed record OptionType
{
    public static readonly OptionType Any = new() { Kind = OptionKind.Any };
    public static readonly OptionType Text = new() { Kind = OptionKind.Text };

    public required OptionKind Kind { get; init; }

    /// <summary>Of a list or map: what is in it.</summary>
    public OptionType? Element { get; init; }

    /// <summary>Of a choice: the names and what they stand for.</summary>
    public IReadOnlyList<(string Name, long Value)> Choices { get; init; } = [];

    /// <summary>Of an object: what it may have; empty when it is nested too deep to be told.</summary>
    public IReadOnlyList<OptionProperty> Members { get; init; } = [];

    /// <summary>Of a number: the primitive type that keeps it.</summary>
    public SignatureTypeCode Primitive { get; init; }

    /// <summary>Of an unknown one: the name of its class.</summary>
    public string Name { get; init; } = "";

    public bool IsNullable { get; init; }

    /// <summary>Whether the runtime's default for it is a value and not null.</summary>
    public bool IsValueType { get; init; }

    /// <summary>In words for people who write JSON.</summary>
    public string Words => Plain + (IsNullable ? " or null" : "");

    private string Plain => Kind switch
    {
        OptionKind.Text => "string",
        OptionKind.Character => "string of one character",
        OptionKind.Boolean => "boolean",
        OptionKind.Number => "number",
        OptionKind.Duration => "duration hh:mm:ss",
        OptionKind.Choice => $"one of {string.Join('|', Choices.Select(choice => choice.Name))}",
        OptionKind.List => $"list of {Element!.Words}", // set with the kind
        OptionKind.Map => $"object of {Element!.Words}",
        OptionKind.Object when Members.Count > 0 => $"{{ {string.Join(", ", Members.Select(member => $"{member.Key}: {member.Type.Words}"))} }}",
        OptionKind.Object => "object",
        OptionKind.Any => "any",
        _ => Name,
    };
}
