namespace Gateway.Plugins.House;

/// <summary>The options of <see cref="HouseGuardrail"/>.</summary>
public sealed class HouseOptions
{
    public string Prefix { get; set; } = "house-";

    public string Replacement { get; set; } = "HOUSE_KEY";

    public string? File { get; set; }

    public int MaxLength { get; set; } = 100;
}
