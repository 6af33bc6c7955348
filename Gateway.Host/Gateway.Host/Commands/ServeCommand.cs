using System.Runtime.InteropServices;
using Gateway.Host.Logging;
using Gateway.Host.Startup;

namespace Gateway.Host.Commands;

/// <summary><c>serve</c>: one client on stdin and stdout, until it closes its end or a signal comes.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(GatewayArguments.Values arguments, CancellationToken cancellationToken)
    {
        using var log = CommandLog.Open(arguments.LogFile);
        var process = await GatewayProcess.StartAsync(arguments, static _ => true, StandardStreams.OpenInput(), StandardStreams.OpenOutput(), log).ConfigureAwait(false);
        await using (process.ConfigureAwait(false))
        {
            using var term = OnSignal(PosixSignal.SIGTERM, process);
            using var interrupt = OnSignal(PosixSignal.SIGINT, process);
            using var hangUp = OnSignal(PosixSignal.SIGHUP, process);
            var reason = await process.Session.Ended.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (reason is null) return ExitCodes.Ok;
            HostLog.SessionEnds(log, reason);
            return ExitCodes.Server;
        }
    }

    private static PosixSignalRegistration OnSignal(PosixSignal signal, GatewayProcess process) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true; // the children are ended first
        process.Session.End(null);
    });
}
