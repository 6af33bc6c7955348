namespace Gateway.Plugins.Presidio.Phone;

/// <summary>How the numbers of one region look.</summary>
internal sealed class NumberingPlan
{
    private readonly string _pattern;
    private readonly uint _lengths;

    private NumberingPlan(int callingCode, string region, string prefix, uint lengths, string pattern)
    {
        CallingCode = callingCode;
        Region = region;
        NationalPrefix = prefix;
        _lengths = lengths;
        _pattern = pattern;
    }

    public int CallingCode { get; }

    /// <summary>Two letters of ISO 3166, or 001 for numbers of no country.</summary>
    public string Region { get; }

    /// <summary>What is dialled first within the country, such as 0; empty where nothing is.</summary>
    public string NationalPrefix { get; }

    /// <summary>Reads one line of plans.txt.</summary>
    public static NumberingPlan Parse(string line)
    {
        var fields = line.Split(' ');
        var lengths = fields[3].Split(',').Aggregate(0u, (bits, length) => bits | (1u << int.Parse(length, System.Globalization.CultureInfo.InvariantCulture)));
        return new(int.Parse(fields[0], System.Globalization.CultureInfo.InvariantCulture), fields[1], fields[2], lengths, fields[4]);
    }

    public bool HasLength(int length) => (_lengths >> length & 1) == 1;

    /// <summary>Whether the digits, without calling code and national prefix, can be a number.</summary>
    public bool Matches(ReadOnlySpan<char> national) => HasLength(national.Length) && DigitPattern.IsMatch(_pattern, national);
}
