using Gateway.Core.Configuration;
using Gateway.Core.Routing;
using Gateway.Core.Transport;
using Gateway.Host;
using Gateway.Host.Commands;
using Gateway.Host.Commands.Http;
using Gateway.Host.Logging;
using Gateway.Host.Startup;
using Gateway.Http.Access;
using Gateway.Http.Endpoint;
using Gateway.Http.Sessions;
using Microsoft.Extensions.Logging;

namespace Gateway.Http;

/// <summary><c>serve --http</c>: many clients, until a signal comes, or the client on stdin, if there is one, closes its end.</summary>
internal static class HttpServe
{
    public static int Run(GatewayArguments.Values arguments, HttpArguments.Values said)
    {
        var options = HttpOptions.Of(said);
        using var log = CommandLog.Open(arguments.LogFile);
        (Stream Input, IByteWriter Output)? stdio = options.HasStdio ? StandardStreams.Take() : null;
        var fresh = options is { TokenFile: { } own, HasOwnTokenFile: true } ? TokenFile.Ensure(own) : null;
        var tokens = new AccessTokens(options.TokenFile is { } file ? TokenFile.Read(file) : null);
        using var end = new Ending();
        GatewayProcess? gateway = null;
        using var signals = new Signals(end.OnSignal, () =>
        {
            if (Volatile.Read(ref gateway) is not { } running) return false;
            running.ReadAnew();
            return true;
        });
        using var process = gateway = GatewayProcess.Start(arguments, stdio is null ? null : static _ => true, log);
        var reason = ServeAsync(process, options, tokens, fresh, stdio, end, log).GetAwaiter().GetResult(); // the program's own thread, which has nothing else to do
        if (reason is null) return ExitCodes.Ok;
        HostLog.SessionEnds(log, reason);
        return ExitCodes.Server;
    }

    private static async Task<string?> ServeAsync(
        GatewayProcess gateway, HttpOptions options, AccessTokens tokens, string? fresh, (Stream Input, IByteWriter Output)? stdio, Ending end, ILogger log)
    {
        var admission = new Admission();
        var settings = gateway.Configuration.Settings;
        await using var sessions = new HttpSessions(gateway, tokens, TimeProvider.System, log);
        var front = new Front(new(options.Hosts, options.TakesAddresses, options.Origins), tokens, sessions, gateway, admission, log);
        // First: the servers that run already were started for it.
        if (stdio is { } streams) gateway.Open(SessionView.Whole, new StreamClient(streams.Input, streams.Output), end.OnClient);
        await using var server = await HttpServer.StartAsync(options, settings, front).ConfigureAwait(false);
        var url = $"{server.Address}/mcp";
        Tell(options, url, fresh, log);
        using var watch = options.TokenFile is { } file ? new FileWatch([file], () => ReadTokens(file, tokens, sessions, log), why => HttpLog.TokensNotRead(log, why)) : null;
        using var rest = new MemoryAtRest(TimeProvider.System);
        gateway.Announce(url);
        gateway.Follow();
        await end.Wanted.ConfigureAwait(false);
        await DrainAsync(admission.Close(), sessions, settings.DrainTimeout, end, log).ConfigureAwait(false);
        await sessions.DisposeAsync().ConfigureAwait(false); // with it the streams that are never answered, which the server would wait for
        return end.Reason;
    }

    // New requests are refused meanwhile.
    private static async Task DrainAsync(Task accepted, HttpSessions sessions, TimeSpan limit, Ending end, ILogger log)
    {
        if (sessions.OpenRequests is var open and > 0) HttpLog.Drains(log, open, limit.TotalSeconds);
        var isDrained = await sessions.DrainAsync(accepted, limit, end.AtOnce).ConfigureAwait(false);
        if (!isDrained) HttpLog.GivenUp(log, sessions.OpenRequests);
    }

    private static void Tell(HttpOptions options, string url, string? fresh, ILogger log)
    {
        HttpLog.Serves(log, url);
        if (options.TokenFile is not { } file)
        {
            HttpLog.Open(log, url);
            return;
        }

        HttpLog.TokenIsIn(log, file);
        // Only to people, and once: what a service prints is kept in logs.
        if (!options.HasStdio && (fresh is not null || !Console.IsOutputRedirected)) Console.Out.WriteLine(ClientConfiguration.Of(url, fresh ?? TokenFile.OnlyToken(file) ?? "TOKEN"));
    }

    private static void ReadTokens(string file, AccessTokens tokens, HttpSessions sessions, ILogger log)
    {
        try
        {
            var read = TokenFile.Read(file);
            tokens.Replace(read);
            var ended = sessions.CloseThoseLeftOut();
            HttpLog.TokensRead(log, read.Count, ended);
        }
        catch (ConfigurationException exception)
        {
            HttpLog.TokensNotRead(log, exception.Message);
        }
    }
}
