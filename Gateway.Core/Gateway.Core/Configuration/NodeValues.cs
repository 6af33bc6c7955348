using System.Globalization;
using System.Text.Json;

using Gateway.Core.Protocol;

namespace Gateway.Core.Configuration;

/// <summary>Typed reads of a node: a wrong type is a sentence with file and place.</summary>
internal static class NodeValues
{
    public static ConfigurationNode RequireObject(this ConfigurationNode node) =>
        node.Kind is JsonValueKind.Object ? node : throw node.Fault("must be an object, { … }.");

    public static string RequireString(this ConfigurationNode node)
    {
        if (node is not { Kind: JsonValueKind.String, Text: { } text }) throw node.Fault("must be a string.");
        return text.Contains('\0') ? throw node.Fault("has a NUL character, which no program can be given.") : text;
    }

    public static bool RequireBoolean(this ConfigurationNode node) =>
        node.Kind is JsonValueKind.True or JsonValueKind.False ? node.Kind is JsonValueKind.True : throw node.Fault("must be true or false.");

    public static IReadOnlyList<string> RequireStrings(this ConfigurationNode node) =>
        node.Kind is JsonValueKind.Array && node.Items.TrueForAll(item => item.Kind is JsonValueKind.String)
            ? [.. node.Items.Select(RequireString)]
            : throw (node.Items.Find(item => item.Kind is not JsonValueKind.String) ?? node).Fault("is not right: an array of strings is wanted, [\"…\"].");

    public static T RequireChoice<T>(this ConfigurationNode node, Choices<T> choices) =>
        node.Kind is JsonValueKind.String && choices.TryFind(node.Text, out var value) ? value : throw node.Fault($"{choices}.");

    /// <summary>A number of milliseconds from 0 to what a timer can hold.</summary>
    public static double RequireMilliseconds(this ConfigurationNode node) =>
        node.Kind is JsonValueKind.Number
        && double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number is >= 0 and <= int.MaxValue
            ? number
            : throw node.Fault($"must be a number from 0 to {int.MaxValue}.");

    /// <summary>Refuses a member whose name stands twice, so that nobody has to guess which one counts.</summary>
    public static void RefuseDoubled(this ConfigurationNode node, StringComparer comparer)
    {
        var seen = new Dictionary<string, ConfigurationMember>(comparer);
        foreach (var member in node.Members)
        {
            if (seen.TryAdd(member.Name, member)) continue;
            var first = seen[member.Name];
            var how = first.Name == member.Name ? "stands twice" : $"differs only in case from '{Printable.Line(first.Name)}'";
            throw member.Fault($"'{Printable.Line(member.Name)}' {how} in {node.KeyPath}: line {first.Line} and line {member.Line}; remove or rename one.");
        }
    }

    public static void RefuseUnknown(this ConfigurationNode node, IReadOnlyCollection<string> known, IReadOnlyCollection<string>? alsoKnown = null)
    {
        foreach (var member in node.Members)
        {
            if (known.Contains(member.Name) || alsoKnown?.Contains(member.Name) is true) continue;
            var suggestion = NearestName.Suggest(member.Name, known.Concat(alsoKnown ?? []));
            throw member.Fault($"the key '{Printable.Line(member.Name)}' in {node.KeyPath} is unknown{suggestion}; known are: {string.Join(", ", known)}.");
        }
    }

    public static void RefuseDoubledDeep(this ConfigurationNode node)
    {
        node.RefuseDoubled(StringComparer.Ordinal);
        foreach (var member in node.Members) member.Value.RefuseDoubledDeep();
        foreach (var item in node.Items) item.RefuseDoubledDeep();
    }
}
