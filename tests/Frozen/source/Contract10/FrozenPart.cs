using System.Composition;

namespace Contract10;

[Export]
public sealed class FrozenPart
{
    public string Text { get; } = "part";
}
