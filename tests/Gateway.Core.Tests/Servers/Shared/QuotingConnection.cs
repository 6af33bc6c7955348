using System.IO.Pipelines;
using Gateway.Core.Servers;
using Gateway.Core.Transport;

namespace Gateway.Core.Tests.Servers.Shared;

/// <summary>A server whose end quotes what it said last.</summary>
internal sealed class QuotingConnection : IServerConnection
{
    private readonly Pipe _out = new();

    public IMessageSource OpenOutput(long maxMessage) => new LineBuffer(_out.Reader.AsStream(), maxMessage);

    public IByteWriter OpenInput() => new StreamByteWriter(Stream.Null);

    public string WaitForEnd() => $"{WaitForBareEnd()}: of the call of somebody";

    public string WaitForBareEnd() => "exit code 1";

    public Task StopAsync()
    {
        Close();
        return Task.CompletedTask;
    }

    public void Close() => _out.Writer.Complete();
}
