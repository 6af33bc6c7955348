using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway;

/// <summary>Says which option can't be bound, what is expected of it and what stands there. Never a value: options hold secrets.</summary>
/// <remarks>The serializer's own words name CLR types; people know option keys.</remarks>
internal static class OptionsFault
{
    public static string Explain(JsonElement options, Type type, JsonSerializerOptions binding, JsonException exception) =>
        InObject("", options, type, binding) ?? $"the option at {exception.Path ?? "$"} has the wrong form";

    public static string NameOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };

    private static string? InObject(string path, JsonElement options, Type type, JsonSerializerOptions binding)
    {
        var properties = type.GetProperties().Where(property => property.SetMethod is { IsPublic: true }).ToArray();
        string KeyOf(PropertyInfo property) => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? binding.PropertyNamingPolicy?.ConvertName(property.Name) ?? property.Name;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var option in options.EnumerateObject())
        {
            var here = path + option.Name;
            if (!seen.Add(option.Name)) return $"the option '{here}' stands there twice";
            var known = Array.Find(properties, property => option.Name.Equals(KeyOf(property), StringComparison.OrdinalIgnoreCase));
            if (known is null)
            {
                string[] keys = [.. properties.Select(KeyOf).Order(StringComparer.Ordinal)];
                var nearest = NearestKey.Of(option.Name, keys) is { } near ? $" (did you mean '{near}'?)" : "";
                return $"the option '{here}' is unknown{nearest}; known are: {string.Join(", ", keys)}";
            }

            var isNullable = new NullabilityInfoContext().Create(known).WriteState is NullabilityState.Nullable;
            var isOwnForm = known.GetCustomAttribute<JsonConverterAttribute>()?.ConverterType is not null;
            if (isOwnForm && !Binds(option.Value, known.PropertyType, isNullable, WithConverterOf(known, binding))) return $"the option '{here}' has the wrong form";
            if (!isOwnForm && InValue(here, option.Value, known.PropertyType, isNullable, binding) is { } fault) return fault;
        }

        return null;
    }

    private static JsonSerializerOptions WithConverterOf(PropertyInfo property, JsonSerializerOptions binding)
    {
        var type = property.GetCustomAttribute<JsonConverterAttribute>()!.ConverterType!; // asked before
        var own = new JsonSerializerOptions(binding);
        own.Converters.Insert(0, (JsonConverter)Activator.CreateInstance(type)!); // never null for a class
        return own;
    }

    private static string? InValue(string path, JsonElement value, Type type, bool isNullable, JsonSerializerOptions binding)
    {
        if (Binds(value, type, isNullable, binding)) return null;
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (value.ValueKind is JsonValueKind.Array && ValueOf(bare) is null && ElementOf(bare) is { } element)
            return value.EnumerateArray().Select((item, index) => InValue($"{path}[{index}]", item, element, isNullable: false, binding)).FirstOrDefault(fault => fault is not null);
        if (value.ValueKind is JsonValueKind.Object && ValueOf(bare) is { } mapped)
            return value.EnumerateObject().Select(item => InValue($"{path}.{item.Name}", item.Value, mapped, isNullable: false, binding)).FirstOrDefault(fault => fault is not null);
        if (value.ValueKind is JsonValueKind.Object && IsClass(bare)) return InObject(path + ".", value, bare, binding);
        var expected = Expected(bare, binding);
        var isRightKind = expected.Kinds.Contains(value.ValueKind);
        return $"the option '{path}' must be {expected.Text}{(isRightKind ? $", and the {NameOf(value.ValueKind).Split(' ')[^1]} there is none" : $", not {NameOf(value.ValueKind)}")}";
    }

    private static bool Binds(JsonElement value, Type type, bool isNullable, JsonSerializerOptions binding)
    {
        if (value.ValueKind is JsonValueKind.Null) return isNullable || Nullable.GetUnderlyingType(type) is not null;
        try
        {
            value.Deserialize(type, binding);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static (string Text, JsonValueKind[] Kinds) Expected(Type type, JsonSerializerOptions binding) => type switch
    {
        _ when type.IsEnum => ($"one of {string.Join(", ", Enum.GetNames(type).Select(name => binding.PropertyNamingPolicy?.ConvertName(name) ?? name))}", [JsonValueKind.String]),
        _ when type == typeof(string) => ("a string", []),
        _ when type == typeof(bool) => ("true or false", []),
        _ when type == typeof(float) || type == typeof(double) || type == typeof(decimal) => ("a number", [JsonValueKind.Number]),
        _ when type.IsPrimitive => ("a whole number in its range", [JsonValueKind.Number]),
        _ when type == typeof(TimeSpan) => ("a time such as \"00:00:02\"", [JsonValueKind.String]),
        _ when type == typeof(Uri) => ("an address", [JsonValueKind.String]),
        _ when ValueOf(type) is not null || IsClass(type) => ("an object", [JsonValueKind.Object]),
        _ when ElementOf(type) is not null => ("a list", [JsonValueKind.Array]),
        _ => ($"a {type.Name}", [JsonValueKind.String]),
    };

    private static Type? ElementOf(Type type) => type == typeof(string) ? null : type.IsArray ? type.GetElementType() : ArgumentOf(type, typeof(IEnumerable<>), 0);

    private static Type? ValueOf(Type type) => ArgumentOf(type, typeof(IReadOnlyDictionary<,>), 1) ?? ArgumentOf(type, typeof(IDictionary<,>), 1);

    private static Type? ArgumentOf(Type type, Type generic, int argument) =>
        type.GetInterfaces().Append(type).FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == generic)?.GetGenericArguments()[argument];

    private static bool IsClass(Type type) => type is { IsClass: true, Namespace: not "System" } && !typeof(IEnumerable).IsAssignableFrom(type);
}
