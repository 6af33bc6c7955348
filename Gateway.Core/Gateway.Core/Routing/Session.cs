using System.Security.Cryptography;
using Gateway.Core.Catalog;
using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;
using Gateway.Core.Tracing;
using Gateway.Core.Transport;
using Microsoft.Extensions.Logging;

namespace Gateway.Core.Routing;

/// <summary>One client and its own servers, from the first byte to the last process.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly SessionContext _context;
    private readonly CallTimeouts _timeouts;
    private readonly CallAnswers _answers;
    private readonly ServerRequests _requests;
    private readonly ToolsListing _listing;
    private readonly ServerTools _tools;
    private readonly PeerReader _reader;
    private readonly TaskCompletionSource<string?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Introduction> _introduced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Session(SessionOptions options)
    {
        var (configuration, settings, time) = (options.Configuration, options.Configuration.Settings, options.Time);
        // Names depend on all configured servers, also in a session that starts only one of them.
        var names = new ExposedNames(configuration.Servers.Select(server => server.Name), settings.ToolNames, settings.MaxNameLength);
        var servers = options.Servers;
        OwnTool[] own = settings.Expose == Expose.Tools ? [] : [OwnTool.GetMetadata, OwnTool.RunTool];
        _context = new()
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
            Configuration = configuration,
            Pipeline = options.Pipeline,
            Client = new(options.Output, settings.QueueBytes, exception => End($"the client is gone ({exception.GetType().Name})")),
            Servers = servers,
            Catalog = new(servers.Select(server => server.Name).ToArray(), own, settings.Expose != Expose.Meta),
            Names = names,
            Tracing = options.Tracing,
            Time = time,
            Log = options.Log,
            ServerRequests = new(settings.MaxInFlight),
        };
        _answers = new(_context);
        _timeouts = new(_context, _answers);
        _requests = new(_context);
        _listing = new(_context);
        _tools = new(options.Pipeline, names, settings, _context.Id, _context.Shown);
        var router = new CallRouter(_context, _answers, _timeouts);
        var client = new ClientPeer(_context, router, _answers, new(_context), _requests, _listing, introduction => _introduced.TrySetResult(introduction), End);
        _reader = new("client", options.Input, client, options.Pipeline, settings);
    }

    /// <summary>Completes when the client is gone; with a sentence when the gateway had to end it.</summary>
    public Task<string?> Ended => _ended.Task;

    /// <summary>Completes when every server is ready or has failed.</summary>
    public Task Settled => Task.WhenAll(_context.Servers.Select(server => server.Settled));

    public SessionContext Context => _context;

    /// <summary>Listens to the client and to every server as soon as its process runs.</summary>
    public void Start()
    {
        foreach (var server in _context.Servers)
        {
            if (server.State == ServerState.Idle) SayNotStarted(server);
            else _ = StartAsync(server);
        }

        _reader.Start();
    }

    public void End(string? reason) => _ended.TrySetResult(reason);

    public async ValueTask DisposeAsync()
    {
        _context.Client.Drain(TimeSpan.FromSeconds(1));
        await _context.Ending.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_context.Servers.Select(server => server.StopAsync())).ConfigureAwait(false);
        _timeouts.Dispose();
        _context.Client.Dispose();
        _context.Ending.Dispose();
        var dropped = Interlocked.Read(ref _context.Dropped);
        Log.Dropped(_context.Log, dropped);
    }

    private void SayNotStarted(ChildServer server)
    {
        var reason = Printable.Line(server.Reason ?? "");
        Log.ServerNotStarted(_context.Log, server.Name, reason);
    }

    private async Task StartAsync(ChildServer server)
    {
        try
        {
            if (await server.Launched.ConfigureAwait(false))
            {
                server.Listen(new ServerPeer(_context, server, _answers, _requests, OnToolsChanged), _context.Pipeline);
                var introduction = await _introduced.Task.WaitAsync(_context.Ending.Token).ConfigureAwait(false);
                await Handshake.OpenAsync(server, introduction, _context.Settings.StartTimeout, _context.Ending.Token).ConfigureAwait(false);
                if (server.HasTools) await PublishAsync(server).ConfigureAwait(false);
                server.BecomeReady();
                var tools = _context.Catalog.ToolsOf(server.Name).Count;
                Log.ServerReady(_context.Log, server.Name, tools);
                return;
            }
        }
        catch (ServerException exception)
        {
            // When its output has closed, the end of the process tells more than the broken request.
            await Task.WhenAny(server.Settled, Task.Delay(TimeSpan.FromMilliseconds(300), _context.Time)).ConfigureAwait(false);
            server.Fail(exception.Message);
        }
        catch (TimeoutException)
        {
            server.Fail(FormattableString.Invariant($"it did not answer within {_context.Settings.StartTimeout.TotalSeconds:0.###} s of its start"));
        }
        catch (OperationCanceledException)
        {
            return;
        }

        var reason = await GuardAsync(server).ConfigureAwait(false);
        Log.ServerFailed(_context.Log, server.Name, reason);
        await server.StopAsync().ConfigureAwait(false);
    }

    // The reason may quote the server's stderr or its error text.
    private async Task<string> GuardAsync(ChildServer server)
    {
        byte[] text = JsonText.Quote(Printable.Line(server.Reason ?? "", 600));
        var info = new MessageInfo { Direction = Direction.ToClient, Method = Methods.Initialize, Server = server.Name, IsAnswer = true, Session = _context.Id };
        var passage = GuardrailPipeline.Detached(Frame.Of(text), new(0, text.Length), info, Text.Places.Text);
        await _context.Pipeline.PassDetachedAsync(passage).ConfigureAwait(false);
        return passage.Refusal is null ? JsonText.Unescape(passage.Frame.Bytes) : "(withheld by a guardrail)";
    }

    private async Task<bool> PublishAsync(ChildServer server)
    {
        var (tools, withheld) = await _tools.FetchAsync(server, _context.Ending.Token).ConfigureAwait(false);
        if (withheld > 0) Log.ToolsWithheld(_context.Log, withheld, server.Name);
        var before = _context.Catalog.Withheld;
        var hasChanged = _context.Catalog.Publish(server.Name, tools);
        foreach (var name in _context.Catalog.Withheld.Except(before))
        {
            var shown = Printable.Line(name);
            Log.NameWithheld(_context.Log, shown);
        }

        if (hasChanged) _listing.OnChanged();
        return hasChanged;
    }

    private void OnToolsChanged(ChildServer server) => _ = RelistAsync(server);

    private async Task RelistAsync(ChildServer server)
    {
        if (server.State == ServerState.Ready)
        {
            try
            {
                await PublishAsync(server).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is ServerException or TimeoutException)
            {
                Log.RelistFailed(_context.Log, server.Name, exception.GetType().Name);
            }
            catch (OperationCanceledException)
            {
                // The session ends.
            }
        }
        else if (server.State is ServerState.Failed or ServerState.Stopped && _context.Catalog.Publish(server.Name, []))
        {
            _listing.OnChanged();
        }
    }
}
