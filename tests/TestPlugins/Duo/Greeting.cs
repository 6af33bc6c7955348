using System.Composition;

namespace Gateway.Plugins.Duo;

[Export]
public sealed class Greeting
{
    public string Text { get; } = "hello";
}
