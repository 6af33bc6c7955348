using System.Runtime.InteropServices;
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
        GatewayProcess? started = null;
        // Before the gateway, so that they go after it: many clients send SIGTERM while it still ends its servers.
        using var term = OnSignal(PosixSignal.SIGTERM, () => started, End);
        using var interrupt = OnSignal(PosixSignal.SIGINT, () => started, End);
        using var hangUp = OnSignal(PosixSignal.SIGHUP, () => started, OperatingSystem.IsWindows() ? End : static gateway => gateway.ReadAnew());
        using var gateway = started = GatewayProcess.Start(arguments, static _ => true, input, output, log);
        gateway.Announce(log);
        gateway.Follow();
        if (gateway.Session.WaitForEnd() is not { } reason) return ExitCodes.Ok;
        HostLog.SessionEnds(log, reason);
        return ExitCodes.Server;
    }

    private static void End(GatewayProcess gateway) => gateway.Session.End(null);

    private static PosixSignalRegistration OnSignal(PosixSignal signal, Func<GatewayProcess?> gateway, Action<GatewayProcess> handle) => PosixSignalRegistration.Create(signal, context =>
    {
        if (gateway() is not { } running) return; // it has not started anything that must be ended
        context.Cancel = true; // the children are ended first
        handle(running);
    });
}
