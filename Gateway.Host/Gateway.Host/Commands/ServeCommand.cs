using Gateway.Core.Routing;
using Gateway.Core.Transport;
using Gateway.Host.Logging;
using Gateway.Host.Startup;

namespace Gateway.Host.Commands;

/// <summary><c>serve</c>: one client on stdin and stdout, until it closes its end or a signal comes.</summary>
internal static class ServeCommand
{
    public static int Run(GatewayArguments.Values arguments)
    {
        using var log = CommandLog.Open(arguments.LogFile);
        var (input, output) = StandardStreams.Take();
        GatewayProcess? gateway = null;
        Session? session = null;
        // Before the gateway, so that they go after it: many clients send SIGTERM while it still ends its servers.
        using var signals = new Signals(
            () =>
            {
                Volatile.Read(ref session)?.End(null);
                return session is not null;
            },
            () =>
            {
                if (Volatile.Read(ref session) is null) return false;
                gateway!.ReadAnew(); // there before its session
                return true;
            });
        using var running = gateway = GatewayProcess.Start(arguments, static _ => true, log);
        Volatile.Write(ref session, gateway.Open(SessionView.Whole, new StreamClient(input, output)));
        gateway.Announce();
        gateway.Follow();
        if (session!.WaitForEnd() is not { } reason) return ExitCodes.Ok; // the whole is always there
        HostLog.SessionEnds(log, reason);
        return ExitCodes.Server;
    }
}
