using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Gateway.Plugins.Configured;

/// <summary>A property for each way of writing a default; those whose name begins with Computed are known to running code only.</summary>
public sealed class ConfiguredOptions : CommonOptions
{
    private string _withField = "field";

    public ConfiguredOptions()
        : base("hello")
    {
        SetLate = "late";
        Shared = 11;
    }

    /// <summary>Comes from the <c>summary</c> of
    /// <see cref="CommonOptions.Greeting"/>.</summary>
    public string FromSummary { get; set; } = "";

    /// <summary>Not this one.</summary>
    [Description("Comes from the attribute.")]
    public string FromAttribute { get; set; } = "text with \"quotes\" and ü";

    [JsonPropertyName("renamed-option")]
    public bool Renamed { get; set; } = true;

    public bool Off { get; set; }

    public string SetLate { get; set; }

    public string? Nothing { get; set; }

    public string Empty { get; set; } = string.Empty;

    public char Letter { get; set; } = 'ß';

    public byte Small { get; set; } = 200;

    public short Negative { get; set; } = -5;

    public int Zero { get; set; }

    public int MinusOne { get; set; } = -1;

    public int Large { get; set; } = 1_000_000;

    public uint Unsigned { get; set; } = 4_000_000_000;

    public long Long { get; set; } = 5;

    public long Longer { get; set; } = 9_000_000_000;

    public ulong LongestUnsigned { get; set; } = ulong.MaxValue;

    public float Single { get; set; } = 0.25f;

    public double Double { get; set; } = 0.1;

    public double Whole { get; set; } = 2;

    public decimal Decimal { get; set; } = 1.50m;

    public decimal WholeDecimal { get; set; } = 12;

    public int? MaybeNumber { get; set; }

    public int? CertainNumber { get; set; } = 8;

    public Level Level { get; set; } = Level.High;

    public Level NoLevel { get; set; }

    public Level? MaybeLevel { get; set; } = Level.Top;

    public DayOfWeek Day { get; set; } = DayOfWeek.Friday;

    public FindingAction Action { get; set; } = FindingAction.Report;

    public TimeSpan NoTime { get; set; }

    public TimeSpan Seconds { get; set; } = TimeSpan.FromSeconds(5);

    public TimeSpan Fraction { get; set; } = TimeSpan.FromSeconds(1.5);

    public TimeSpan Several { get; set; } = TimeSpan.FromMinutes(2, 30);

    public TimeSpan Constructed { get; set; } = new(1, 2, 3);

    public TimeSpan Days { get; set; } = TimeSpan.FromDays(2);

    public TimeSpan Forever { get; set; } = Timeout.InfiniteTimeSpan;

    public string[] NoArray { get; set; } = [];

    public string[] Texts { get; set; } = ["a", "b"];

    public int[] Numbers { get; set; } = [1, 2, 3, 4];

    public double[] Ratios { get; set; } = [0.5, 1.5, 2.5];

    public Level[] Levels { get; set; } = [Level.VeryLow, Level.High];

    public IReadOnlyList<string> NoList { get; set; } = [];

    public IReadOnlyList<string> OneText { get; set; } = ["only"];

    public IReadOnlyList<string> SeveralTexts { get; set; } = ["one", "two", "three"];

    public IReadOnlyList<int> SeveralNumbers { get; set; } = [10, 20, 30];

    public List<string> NoMutable { get; set; } = [];

    public List<string> Mutable { get; set; } = ["a", "b", "c"];

    public List<string> Initialized { get; set; } = new() { "p", "q" };

    public HashSet<string> Set { get; set; } = new(StringComparer.OrdinalIgnoreCase) { "s" };

    public IReadOnlyDictionary<string, string> NoMap { get; set; } = new Dictionary<string, string>();

    public Dictionary<string, int> Map { get; set; } = new(StringComparer.Ordinal) { ["one"] = 1, ["two"] = 2 };

    public IReadOnlyDictionary<string, Nested> NestedMap { get; set; } = new Dictionary<string, Nested> { ["a"] = new() { Count = 4 } };

    public Nested Nested { get; set; } = new("given") { Count = 5 };

    public Nested? NoNested { get; set; }

    public IReadOnlyList<Nested> NestedList { get; set; } = [new(), new() { Name = "second" }];

    public Uri Address { get; set; } = new("https://example.test/path");

    public string WithField
    {
        get => _withField;
        set => _withField = value;
    }

    public string ComputedText { get; set; } = Environment.NewLine.Length > 9 ? "long" : "short";

    public string AfterComputed { get; set; } = "certain again";

    public int ComputedNumber { get; set; } = Environment.ProcessorCount;

    public TimeSpan ComputedTime { get; set; } = TimeSpan.FromSeconds(Environment.ProcessorCount);

    public IReadOnlyList<string> ComputedList { get; set; } = [Environment.MachineName];

    public Guid ComputedId { get; set; }

    public string ComputedByGetter
    {
        get => field + "!";
        set;
    } = "x";

    public string GetterOnly { get; } = "not an option";

    public static string Static { get; set; } = "not an option";

    [JsonIgnore]
    public string Ignored { get; set; } = "not an option";

    public string PrivatelySet { get; private set; } = "not an option";
}
