using System.Reflection.Metadata;

namespace Gateway.Core.Plugins.Inspecting;

/// <summary>A property of an options class that the configuration can set.</summary>
/// <param name="Key">As it stands in the configuration.</param>
/// <param name="Type">What may stand for it.</param>
/// <param name="Field">The field that it shows; nil when its getter does more than that.</param>
/// <param name="Description">What it is for; empty when nobody says.</param>
internal sealed record OptionProperty(string Key, OptionType Type, FieldDefinitionHandle Field, string Description);
