using Gateway.Core.Configuration;
using Gateway.Core.Protocol;
using Gateway.Core.Transport;

namespace Gateway.Core.Servers.Remote;

/// <summary>The way to a server behind a URL.</summary>
internal sealed class RemoteConnection : IServerConnection
{
    // What waits for the reader; the streams behind it wait in the network.
    private const long QueueBytes = 4_000_000;

    private readonly MessageQueue _queue = new(QueueBytes);
    private readonly RemoteContext _context;
    private readonly SendWindow _window;
    private readonly RemoteTransport _kind;
    private readonly Action<Exchange> _onSent;
    private readonly ServerProbe _probe;
    private IRemoteTransport _transport;
    private Task _initialized = Task.CompletedTask;
    private Task _notified = Task.CompletedTask;
    private bool _isModern;
    private volatile bool _isOpen;
    private int _hasStopped;
    private int _dropped;
    private string? _end;

    /// <param name="configuration">Of a remote server.</param>
    /// <param name="settings">The gateway's settings.</param>
    /// <param name="authorization">The token of a user who has signed in; null when nobody can.</param>
    /// <param name="times">For tests; null is what users get.</param>
    public RemoteConnection(ServerConfiguration configuration, GatewaySettings settings, IRemoteAuthorization? authorization = null, RemoteTimes? times = null)
    {
        var remote = configuration.Remote ?? throw new ArgumentException("the server is a program", nameof(configuration));
        _probe = new(() => _transport!); // it is set before anything is sent
        _context = new()
        {
            Server = configuration.Name,
            Link = new(configuration.Name, remote, authorization),
            Inbox = new(_queue),
            Exchanges = new(),
            Settings = settings,
            Times = times ?? new(),
            OnReopened = lostCalls => Reopened?.Invoke(lostCalls),
            Breaker = new(settings, times ?? new(), _probe.TryAsync),
            OnLost = End,
        };
        SpareThreads.Add();
        _window = new(settings.QueueBytes);
        _onSent = sent => _window.Release(sent.Message.Bytes.Length);
        _kind = remote.Transport;
        _transport = _kind == RemoteTransport.Sse ? new OldTransport(_context) : new StreamableHttp(_context);
    }

    public event Action<int>? Reopened;

    public event Action<string?>? TroubleChanged
    {
        add => _context.Breaker.Changed += value;
        remove => _context.Breaker.Changed -= value;
    }

    public event Action<string>? Remarked;

    /// <summary>Notifications, and answers to requests of the server, that it did not take.</summary>
    public int Dropped => Volatile.Read(ref _dropped);

    public IMessageSource OpenOutput(long maxMessage) => new QueueSource(_queue);

    public IByteWriter OpenInput() => new RemoteWriter(Send, _window);

    public string WaitForEnd() => _end ?? "it is not connected any more";

    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _hasStopped, 1) != 0) return;
        _context.Breaker.Dispose();
        foreach (var exchange in _context.Exchanges.Where(static _ => true)) exchange.Abort();
        await _context.Ending.CancelAsync().ConfigureAwait(false);
        try
        {
            await _transport.CloseAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RemoteFault or OperationCanceledException)
        {
            // It is gone already, or does not care.
        }

        _queue.Complete();
        _context.Link.Dispose();
        SpareThreads.Remove();
    }

    // One message at a time: the outbox has one writer.
    private void Send(byte[] bytes)
    {
        var message = OutgoingMessage.Read(bytes);
        var exchange = new Exchange(message, _onSent) { Started = _context.Times.Clock.GetTimestamp() };
        _context.Exchanges.Add(exchange);
        if (message.IsRequest)
        {
            _isModern = message.IsModern;
            _probe.Note(message);
        }

        if (message.Method == Methods.Cancelled)
        {
            _ = CancelAsync(exchange, _context.Exchanges.Find(message.CancelledRequest));
            return;
        }

        // Notifications keep their order. Requests may overtake each other, but none the one that opens the session.
        var before = message.IsNotification ? _notified : _initialized;
        var sending = RunAsync(exchange, before);
        if (message.IsNotification) _notified = sending;
        if (message.Method == Methods.Initialized) _initialized = sending;
    }

    private async Task CancelAsync(Exchange cancellation, Exchange? target)
    {
        // Without even the head of an answer it is the server that is silent, and not a tool that takes its time.
        if (cancellation.Message.IsTimeout && target is { IsSent: false }) _context.Breaker.Fail(HttpFaults.Silent(_context.Times.Clock.GetElapsedTime(target.Started)), target.Started);

        // In the stateless era the end of its stream is what tells the server; else it is told, and then the stream ends.
        if (target?.Message.IsModern ?? _isModern) Remove(cancellation);
        else await RunAsync(cancellation, _initialized).ConfigureAwait(false);
        target?.Abort();
    }

    private async Task RunAsync(Exchange exchange, Task before)
    {
        try
        {
            if (!before.IsCompleted) await before.ConfigureAwait(false);
            if (_isOpen && _context.Breaker.Refusal is { } refusal)
            {
                Fail(exchange, refusal);
                return;
            }

            // A request has its call time-out; nobody but us looks after the rest.
            if (!exchange.Message.IsRequest) exchange.EndWithin(exchange.Message.Method == Methods.Cancelled ? _context.Times.Goodbye : _context.Times.Notification);
            await SendAsync(exchange).ConfigureAwait(false);
            _isOpen |= exchange.IsAnswered;
            if (exchange.Message.IsRequest) _context.Breaker.Succeed();
        }
        catch (Exception) when (exchange.IsAborted)
        {
            if (exchange.Fault is { } fault) _context.Fail(exchange, fault);
            else if (!exchange.Message.IsRequest && !_context.Ending.IsCancellationRequested) Drop(exchange, HttpFaults.Silent(_context.Times.Clock.GetElapsedTime(exchange.Started)));
        }
        catch (Exception exception)
        {
            var fault = _context.Link.Faults.Exception(exception);
            if (exchange.Message.IsRequest && _isOpen) _context.Breaker.Fail(fault, exchange.Started);
            Fail(exchange, fault);
        }
        finally
        {
            Remove(exchange);
        }
    }

    // Only the message that opens the session can find that the server speaks the old transport.
    private Task SendAsync(Exchange exchange) => exchange.Message.Method == Methods.Initialize ? SendFirstAsync(exchange) : _transport.SendAsync(exchange);

    private async Task SendFirstAsync(Exchange exchange)
    {
        try
        {
            await _transport.SendAsync(exchange).ConfigureAwait(false);
        }
        catch (OldTransportSuspected suspected)
        {
            if (_kind != RemoteTransport.Detected) throw suspected.Fault;
            var old = new OldTransport(_context);
            if (!await old.TryConnectAsync(exchange.Token).ConfigureAwait(false)) throw suspected.Fault;
            _transport = old;
            await old.SendAsync(exchange).ConfigureAwait(false);
        }
    }

    private void Remove(Exchange exchange)
    {
        exchange.MarkSent();
        _context.Exchanges.Remove(exchange);
        exchange.Dispose();
    }

    // While the session is being opened, what concerns the server itself is the end of it.
    private void Fail(Exchange exchange, RemoteFault fault)
    {
        if (!exchange.Message.IsRequest) Drop(exchange, fault);
        else if (!_isOpen && (fault.IsFatal || exchange.Message.Method == Methods.Initialize)) End(fault);
        else _context.Fail(exchange, fault);
    }

    // Nobody waits to be told of it, and it may happen all the time: once in the log is enough.
    private void Drop(Exchange exchange, RemoteFault fault)
    {
        if (Interlocked.Increment(ref _dropped) != 1) return;
        var what = exchange.Message.Method is { } method ? Printable.Line(method, 80) : "an answer to a request of its own";
        Remarked?.Invoke($"it did not take {what}: it {fault.Predicate}; whatever else it does not take is not reported again");
    }

    private void End(RemoteFault fault)
    {
        Interlocked.CompareExchange(ref _end, $"it {fault.Predicate}", null);
        _queue.Complete();
    }
}
