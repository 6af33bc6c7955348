namespace Gateway.Plugins.Configured;

public sealed class Nested
{
    public Nested()
    {
    }

    public Nested(string name) => Name = name;

    public string Name { get; set; } = "nested";

    public int Count { get; set; } = 2;

    public IReadOnlyList<string>? Tags { get; set; } = ["x"];
}
