using System.Text.Json.Nodes;
using System.Reflection.Metadata;
using Gateway.Core.Plugins.Inspecting.Initializers;

namespace Gateway.Core.Plugins.Inspecting;

/// <summary>Writes what a constructor leaves in a property as the configuration would write it.</summary>
internal static class DefaultJson
{
    private const int Deepest = 32;

    // Characters, about. A list of a thousand times the same list of a thousand times the same list is short in the file.
    private const int Longest = 64 * 1024;

    /// <summary>False when it is known to the plugin's code only.</summary>
    public static bool TryWrite(object? value, OptionType type, out JsonNode? json)
    {
        var left = Longest;
        return TryWrite(value, type, 0, ref left, out json);
    }

    private static bool TryWrite(object? value, OptionType type, int depth, ref int left, out JsonNode? json)
    {
        json = null;
        left -= 1 + ((value as string)?.Length ?? 0);
        if (value is Computed || depth > Deepest || left < 0) return false;
        if (value is null && !type.IsValueType) return true;
        switch (type.Kind)
        {
            case OptionKind.List when value is ListValue list: return TryWrite(list, type.Element!, depth, ref left, out json);
            case OptionKind.Map when value is MapValue map: return TryWrite(map, type.Element!, depth, ref left, out json);
            case OptionKind.Object when value is ObjectValue instance: return TryWrite(instance, type, depth, ref left, out json);
            case OptionKind.Duration: json = (value is null ? TimeSpan.Zero : value as TimeSpan?) is { } duration ? Text(duration) : null; break;
            case OptionKind.Boolean when (value ?? 0) is int flag: json = flag != 0; break;
            case OptionKind.Character when (value ?? 0) is int code: json = ((char)code).ToString(); break;
            case OptionKind.Choice when Whole(value) is { } number: json = Choice(number, type); break;
            case OptionKind.Number: json = Number(value ?? 0, type.Primitive); break;
            case OptionKind.Text or OptionKind.Any or OptionKind.Unknown when value is string text: json = text; break;
        }

        return json is not null;
    }

    private static bool TryWrite(ListValue list, OptionType element, int depth, ref int left, out JsonNode? json)
    {
        var array = new JsonArray();
        json = array;
        foreach (var item in list.Items)
        {
            if (!TryWrite(item, element, depth + 1, ref left, out var written)) return false;
            array.Add(written);
        }

        return !list.IsComputed;
    }

    private static bool TryWrite(MapValue map, OptionType element, int depth, ref int left, out JsonNode? json)
    {
        var members = new JsonObject();
        json = members;
        foreach (var (key, value) in map.Items)
        {
            left -= key.Length;
            if (!TryWrite(value, element, depth + 1, ref left, out var written)) return false;
            members[key] = written;
        }

        return !map.IsComputed;
    }

    private static bool TryWrite(ObjectValue instance, OptionType type, int depth, ref int left, out JsonNode? json)
    {
        var members = new JsonObject();
        json = members;
        foreach (var member in type.Members)
        {
            if (!TryWrite(instance.ValueOf(member.Field), member.Type, depth + 1, ref left, out var written)) return false;
            members[member.Key] = written;
        }

        return type.Members.Count > 0; // nested too deep to be told
    }

    private static long? Whole(object? value) => value switch { null => 0, int number => number, long number => number, _ => null };

    private static JsonNode? Choice(long value, OptionType type)
    {
        foreach (var choice in type.Choices)
        {
            if (choice.Value == value) return choice.Name;
        }

        // Flags, or a number without a name.
        string[] names = [.. type.Choices.Where(choice => choice.Value != 0 && (value & choice.Value) == choice.Value).Select(choice => choice.Name)];
        return names.Length > 0 ? string.Join(", ", names) : value;
    }

    // The evaluation stack knows no unsigned numbers.
    private static JsonNode? Number(object value, SignatureTypeCode primitive) => (primitive, value) switch
    {
        (SignatureTypeCode.UInt32, int number) => (uint)number,
        (SignatureTypeCode.UInt64, long number) => (ulong)number,
        (SignatureTypeCode.UInt64, int number) => (ulong)number,
        (_, int number) => number,
        (_, long number) => number,
        (_, decimal number) => number,
        (_, float number) when float.IsFinite(number) => number,
        (_, double number) when double.IsFinite(number) => number,
        _ => null,
    };

    private static string Text(TimeSpan duration)
    {
        var text = duration.ToString("c", System.Globalization.CultureInfo.InvariantCulture);
        return text.Contains('.') && duration.Ticks % TimeSpan.TicksPerSecond != 0 ? text.TrimEnd('0') : text;
    }
}
