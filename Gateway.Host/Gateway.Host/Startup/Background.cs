using System.Runtime.ExceptionServices;

namespace Gateway.Host.Startup;

/// <summary>Work of the start on a thread of its own, beside work that does not need its result yet.</summary>
internal sealed class Background<T>
    where T : class
{
    private readonly Thread _thread;
    private T? _result;
    private ExceptionDispatchInfo? _fault;

    public Background(string name, Func<T> work)
    {
        _thread = new(() => Run(work)) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Waits for it; what it threw is thrown here.</summary>
    public T Result
    {
        get
        {
            _thread.Join();
            _fault?.Throw();
            return _result!;
        }
    }

    private void Run(Func<T> work)
    {
        try
        {
            _result = work();
        }
        catch (Exception exception)
        {
            _fault = ExceptionDispatchInfo.Capture(exception);
        }
    }
}
