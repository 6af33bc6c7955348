namespace Gateway.Plugins.Duo;

public sealed class DuoOptions
{
    public string Whom { get; set; } = "world";
}
