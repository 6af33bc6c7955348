namespace Contract10;

/// <summary>Options of every kind that plugins use.</summary>
public sealed class FrozenOptions
{
    public string Word { get; set; } = "icicle";

    public string[] Refused { get; set; } = ["melt"];

    public Dictionary<string, int> Limits { get; set; } = new() { ["depth"] = 3 };

    public Direction? Only { get; set; }

    public string? File { get; set; }
}
