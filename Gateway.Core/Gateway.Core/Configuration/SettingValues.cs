using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Gateway.Core.Configuration;

/// <summary>Settings as typed values; a wrong one is a sentence that says where it was set.</summary>
internal sealed class SettingValues(
    IConfiguration configuration, IReadOnlyList<ConfigurationNode> objects, IReadOnlyDictionary<string, string> variables)
{
    // What a timer can hold.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    public T Choice<T>(string name, Choices<T> choices, T defaultValue)
    {
        if (configuration[name] is not { } text) return defaultValue;
        return choices.TryFind(text, out var value) ? value : throw Fault(name, choices.ToString());
    }

    public long Number(string name, long least, long most, long defaultValue)
    {
        if (configuration[name] is not { } text) return defaultValue;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw Fault(name, $"must be a whole number from {least} to {most}");
    }

    public TimeSpan Duration(string name, TimeSpan defaultValue)
    {
        if (configuration[name] is not { } text) return defaultValue;
        return TryParse(text, out var value) && value > TimeSpan.Zero ? value : throw Fault(name, $"must be a duration, more than 0: {Forms}");
    }

    public TimeSpan DurationOrNone(string name, TimeSpan defaultValue)
    {
        if (configuration[name] is not { } text) return defaultValue;
        if (!TryParse(text, out var value)) throw Fault(name, $"must be a duration, or 0 for none: {Forms}");
        return value == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : value;
    }

    private const string Forms = "\"00:00:02\" or a number of seconds, at most 24 days";

    // A number first: TimeSpan would read "30" as thirty days.
    private static bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var seconds))
        {
            if (!(seconds <= Longest.TotalSeconds)) return false;
            value = TimeSpan.FromSeconds(seconds);
            return seconds == 0 || value > TimeSpan.Zero;
        }

        return text.Contains(':') && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out value)
            && value >= TimeSpan.Zero && value <= Longest;
    }

    private ConfigurationException Fault(string name, string sentence)
    {
        var variable = variables.FirstOrDefault(pair => pair.Value.Length > 0 && pair.Key.Equals(SettingNames.Prefix + name, StringComparison.OrdinalIgnoreCase)).Key;
        if (variable is not null) return new ConfigurationException($"The environment variable {variable} {sentence}.");
        var member = objects.Reverse().SelectMany(node => node.Members).First(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return member.Value.Fault($"{sentence}.");
    }
}
