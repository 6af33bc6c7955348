using Benchmarks.Children;

namespace Benchmarks.Targets;

/// <summary>Something between the driver and its children whose cost is measured.</summary>
internal abstract class Target(string name)
{
    public string Name => name;

    /// <summary>Why it is not measured any more, or null.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether it can have more than one child.</summary>
    public virtual bool IsGateway => false;

    /// <summary>How to start it before these children; <paramref name="folder"/> is empty and its own.</summary>
    public abstract Launch Launch(IReadOnlyList<Child> children, string folder);

    /// <summary>The name under which a tool of a child is called through it.</summary>
    public virtual string ToolName(Child child, string tool) => tool;

    public void GiveUp(string reason) => Failure ??= reason;

    /// <summary>Gives the target up if it fails.</summary>
    public void Attempt(Action action)
    {
        try
        {
            action();
        }
        catch (BenchmarkException error)
        {
            Console.Error.WriteLine($"{Name}: {error.Message}");
            GiveUp(error.Message);
        }
    }
}
