using Benchmarks.Children;
using Benchmarks.Targets;

namespace Benchmarks.Driving;

/// <summary>A session with one echo child behind a target, kept over all rounds as real sessions are.</summary>
internal sealed class Client : IDisposable
{
    private readonly Dictionary<int, EchoCall> _calls = [];
    private readonly string _tool;

    public Client(Target target, EchoChild echo)
    {
        var child = echo.Create("echo");
        Target = target;
        _tool = target.ToolName(child, EchoChild.Tool);
        Session = Session.Start(folder => target.Launch([child], folder));
        try
        {
            Handshake.Run(Session, [_tool]);
        }
        catch
        {
            Session.Dispose();
            throw;
        }
    }

    public Target Target { get; }
    public Session Session { get; }

    public EchoCall Call(int size)
    {
        if (!_calls.TryGetValue(size, out var call))
        {
            call = new EchoCall(Session, _tool, size);
            _calls.Add(size, call);
        }

        return call;
    }

    public void Dispose() => Session.Dispose();
}
