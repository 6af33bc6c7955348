namespace Gateway.Testing.Tests;

/// <summary>The options of <see cref="HouseGuardrail"/>.</summary>
internal sealed class HouseOptions
{
    public string Prefix { get; set; } = "house-";

    public string Replacement { get; set; } = "HOUSE_KEY";

    public int MaxLength { get; set; } = 100;
}
