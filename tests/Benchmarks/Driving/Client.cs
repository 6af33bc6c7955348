using Benchmarks.Children;
using Benchmarks.Targets;

namespace Benchmarks.Driving;

/// <summary>A session with one child behind a target, kept over all rounds as real sessions are.</summary>
internal sealed class Client : IDisposable
{
    private readonly Dictionary<(int Size, string Tool), EchoCall> _calls = [];
    private readonly Child _child;

    /// <param name="target">What is measured.</param>
    /// <param name="child">What stands behind it.</param>
    /// <param name="tools">The child's tools.</param>
    public Client(Target target, Child child, params IReadOnlyCollection<string> tools)
    {
        Target = target;
        _child = child;
        Session = Session.Start(folder => target.Launch([child], folder));
        try
        {
            Handshake.Run(Session, [.. tools.Select(tool => target.ToolName(child, tool))]);
        }
        catch
        {
            Session.Dispose();
            throw;
        }
    }

    public Target Target { get; }
    public Session Session { get; }

    public EchoCall Call(int size, string tool = EchoChild.Tool)
    {
        if (!_calls.TryGetValue((size, tool), out var call))
        {
            call = new EchoCall(Session, Target.ToolName(_child, tool), size);
            _calls.Add((size, tool), call);
        }

        return call;
    }

    public void Dispose() => Session.Dispose();
}
