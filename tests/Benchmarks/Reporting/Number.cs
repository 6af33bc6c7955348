using System.Globalization;

namespace Benchmarks.Reporting;

/// <summary>Numbers with three significant digits: the rest is noise.</summary>
internal static class Number
{
    public static string Format(double? value) => value switch
    {
        null => "",
        >= 100 => value.Value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.Value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.00", CultureInfo.InvariantCulture),
    };
}
