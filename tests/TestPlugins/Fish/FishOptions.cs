namespace Gateway.Plugins.Fish;

public sealed class FishOptions
{
    public string Word { get; set; } = "swordfish";
}
