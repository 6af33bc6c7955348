using System.Runtime.InteropServices;

namespace Gateway.Host.Startup;

/// <summary>The signals that end a gateway, or have it read its configuration anew.</summary>
internal sealed class Signals : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;

    /// <param name="end">Ends it; false when nothing has started yet that must be ended first, so the signal does what it does to every process.</param>
    /// <param name="readAnew">What a hang-up does instead, where there are terminals that hang up on purpose; false as before.</param>
    public Signals(Func<bool> end, Func<bool> readAnew) => _registrations =
    [
        On(PosixSignal.SIGTERM, end), On(PosixSignal.SIGINT, end), On(PosixSignal.SIGHUP, OperatingSystem.IsWindows() ? end : readAnew),
    ];

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    private static PosixSignalRegistration On(PosixSignal signal, Func<bool> handle) =>
        PosixSignalRegistration.Create(signal, context => context.Cancel = handle());
}
