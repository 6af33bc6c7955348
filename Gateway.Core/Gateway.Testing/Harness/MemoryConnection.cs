using System.IO.Pipelines;
using Gateway.Core.Servers;
using Gateway.Core.Transport;

namespace Gateway.Testing.Harness;

/// <summary>A server of the test itself, reached over pipes in memory.</summary>
internal sealed class MemoryConnection(TestServer server) : IServerConnection
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    // Without a bound: a test that reads nothing must not hold the gateway's threads.
    private readonly Pipe _toServer = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly Pipe _fromServer = new(new PipeOptions(pauseWriterThreshold: 0));
    private Task _serving = Task.CompletedTask;

    public IMessageSource OpenOutput(long maxMessage) => new LineBuffer(_fromServer.Reader.AsStream(), maxMessage);

    public IByteWriter OpenInput()
    {
        _serving = Task.Run(() => server.ServeAsync(new(_toServer.Reader.AsStream(), _fromServer.Writer.AsStream())));
        return new StreamByteWriter(_toServer.Writer.AsStream());
    }

    public string WaitForEnd() => "the test's server has ended";

    public async Task StopAsync()
    {
        await _toServer.Writer.CompleteAsync().ConfigureAwait(false);
        try
        {
            await _serving.WaitAsync(Grace).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // A lambda of the test that does not return; its thread is left behind.
        }

        await _fromServer.Writer.CompleteAsync().ConfigureAwait(false);
    }
}
