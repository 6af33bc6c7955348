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
        using var gateway = GatewayProcess.Start(arguments, static _ => true, input, output, log);
        gateway.Announce(log);
        using var term = OnSignal(PosixSignal.SIGTERM, gateway);
        using var interrupt = OnSignal(PosixSignal.SIGINT, gateway);
        using var hangUp = OnSignal(PosixSignal.SIGHUP, gateway);
        if (gateway.Session.WaitForEnd() is not { } reason) return ExitCodes.Ok;
        HostLog.SessionEnds(log, reason);
        return ExitCodes.Server;
    }

    private static PosixSignalRegistration OnSignal(PosixSignal signal, GatewayProcess gateway) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true; // the children are ended first
        gateway.Session.End(null);
    });
}
