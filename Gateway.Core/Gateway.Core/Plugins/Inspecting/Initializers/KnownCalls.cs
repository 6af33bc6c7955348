using System.Globalization;

namespace Gateway.Core.Plugins.Inspecting.Initializers;

/// <summary>Methods and fields of the runtime whose result is known without calling what the plugin names.</summary>
internal static class KnownCalls
{
    // The compiler's own classes behind [a, b] for a read-only list.
    private const string ReadOnlyList = "<>z__ReadOnly";

    private static readonly object Comparer = new();

    private static readonly HashSet<string> Lists = new(StringComparer.Ordinal)
    {
        "System.Collections.Generic.List`1", "System.Collections.Generic.HashSet`1", "System.Collections.Generic.SortedSet`1", "System.Collections.ObjectModel.Collection`1",
    };

    private static readonly HashSet<string> Maps = new(StringComparer.Ordinal) { "System.Collections.Generic.Dictionary`2", "System.Collections.Generic.SortedDictionary`2" };

    private static readonly (string Name, long Ticks)[] Units =
    [
        ("FromDays", TimeSpan.TicksPerDay), ("FromHours", TimeSpan.TicksPerHour), ("FromMinutes", TimeSpan.TicksPerMinute), ("FromSeconds", TimeSpan.TicksPerSecond),
        ("FromMilliseconds", TimeSpan.TicksPerMillisecond), ("FromMicroseconds", TimeSpan.TicksPerMicrosecond), ("FromTicks", 1),
    ];

    public static object? Field(string type, string name) => (type, name) switch
    {
        ("System.String", "Empty") => "",
        ("System.TimeSpan", "Zero") => TimeSpan.Zero,
        ("System.TimeSpan", "MaxValue") => TimeSpan.MaxValue,
        ("System.Threading.Timeout", "InfiniteTimeSpan") => Timeout.InfiniteTimeSpan,
        ("System.Decimal", "Zero") => 0m,
        ("System.Decimal", "One") => 1m,
        ("System.Decimal", "MinusOne") => -1m,
        _ => Computed.Value,
    };

    public static bool TryCall(string type, string name, object?[] given, out object? result)
    {
        result = (type, name) switch
        {
            ("System.Array" or "System.Linq.Enumerable", "Empty") => new ListValue(),
            ("System.Collections.ObjectModel.ReadOnlyCollection`1", "get_Empty") => new ListValue(),
            ("System.Collections.ObjectModel.ReadOnlyDictionary`2", "get_Empty") => new MapValue(),
            ("System.StringComparer", _) => Comparer,
            ("System.TimeSpan", _) => Duration(name, given),
            _ => null,
        };
        return result is not null;
    }

    public static bool TryCreate(string type, object?[] given, out object? result)
    {
        result = (type, given) switch
        {
            _ when type.StartsWith(ReadOnlyList, StringComparison.Ordinal) && given is [var only] => only as ListValue ?? Of([only]),
            (_, [ListValue other]) when Lists.Contains(type) => Of(other.Items, other.IsComputed),
            _ when Lists.Contains(type) && given.All(IsHarmless) => new ListValue(),
            _ when Maps.Contains(type) && given.All(IsHarmless) => new MapValue(),
            ("System.Nullable`1", [var only]) => only,
            ("System.Uri" or "System.Version" or "System.Guid", [string text]) => text,
            ("System.TimeSpan" or "System.Decimal", _) => Value(type, given),
            _ => null,
        };
        return result is not null;
    }

    // How many elements it has room for, or how it compares them.
    private static bool IsHarmless(object? argument) => argument is int || argument == Comparer;

    private static ListValue Of(List<object?> items, bool isComputed = false)
    {
        var list = new ListValue { IsComputed = isComputed };
        list.Items.AddRange(items);
        return list;
    }

    // FromSeconds(2.5), or FromSeconds(2, 500): each further number is of the next smaller unit.
    private static TimeSpan? Duration(string name, object?[] given)
    {
        var unit = Array.FindIndex(Units, unit => unit.Name == name);
        if (unit < 0 || given.Length == 0 || unit + given.Length > Units.Length) return null;
        try
        {
            if (given is [double only]) return TimeSpan.FromTicks(checked((long)(only * Units[unit].Ticks)));
            var ticks = 0m;
            foreach (var number in given)
            {
                if (number is not (int or long)) return null;
                ticks += Convert.ToInt64(number, CultureInfo.InvariantCulture) * (decimal)Units[unit++].Ticks;
            }

            return TimeSpan.FromTicks((long)ticks);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static object? Value(string type, object?[] given)
    {
        try
        {
            return (type, given) switch
            {
                ("System.TimeSpan", [long ticks]) => new TimeSpan(ticks),
                ("System.TimeSpan", [int hours, int minutes, int seconds]) => new TimeSpan(hours, minutes, seconds),
                ("System.TimeSpan", [int days, int hours, int minutes, int seconds]) => new TimeSpan(days, hours, minutes, seconds),
                ("System.TimeSpan", [int days, int hours, int minutes, int seconds, int milliseconds]) => new TimeSpan(days, hours, minutes, seconds, milliseconds),
                ("System.Decimal", [int number]) => new decimal(number),
                ("System.Decimal", [long number]) => new decimal(number),
                ("System.Decimal", [int low, int middle, int high, int isNegative, int scale]) => new decimal(low, middle, high, isNegative != 0, (byte)scale),
                _ => null,
            };
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
