namespace Gateway.Plugins.Configured;

public abstract class CommonOptions(string greeting)
{
    public string Greeting { get; set; } = greeting;

    public virtual int Shared { get; set; } = 3;
}
