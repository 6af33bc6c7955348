using System.IO.Pipelines;
using Gateway.Core.Servers;
using Gateway.Core.Transport;

namespace Gateway.Core.Tests.Servers.Shared;

/// <summary>A server that never reads.</summary>
internal sealed class DeafConnection : IServerConnection
{
    private readonly Pipe _out = new();

    public IMessageSource OpenOutput(long maxMessage) => new LineBuffer(_out.Reader.AsStream(), maxMessage);

    public IByteWriter OpenInput() => new Full();

    public string WaitForEnd() => "it was deaf";

    public Task StopAsync()
    {
        Close();
        return Task.CompletedTask;
    }

    public void Close() => _out.Writer.Complete();

    private sealed class Full : IByteWriter
    {
        private readonly ManualResetEventSlim _isClosed = new();

        public int Write(ReadOnlySpan<byte> bytes, bool mayWait)
        {
            if (!mayWait) return 0;
            _isClosed.Wait();
            throw new IOException("closed");
        }

        public void Dispose() => _isClosed.Set();
    }
}
