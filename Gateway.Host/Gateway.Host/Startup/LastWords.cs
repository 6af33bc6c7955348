using System.Runtime.ExceptionServices;
using Gateway.Core.Guarding;
using Gateway.Core.Plugins;
using Gateway.Host.Logging;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Startup;

/// <summary>What is still done when a plugin throws where nobody catches it, or ends the process.</summary>
/// <remarks>
/// Left to itself .NET ends the process for an exception on any thread, and prints its message, which may quote a secret.
/// One for the life of the process: the runtime takes one handler only.
/// </remarks>
internal sealed class LastWords : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Func<Task> _stopServers;
    private readonly IEnumerable<string> _plugins;
    private readonly ILogger _log;
    private volatile bool _isOver;

    /// <param name="stopServers">Ends what must not outlive the gateway.</param>
    /// <param name="plugins">The names of the plugins that run.</param>
    /// <param name="log">The gateway's log.</param>
    public LastWords(Func<Task> stopServers, IEnumerable<string> plugins, ILogger log)
    {
        (_stopServers, _plugins, _log) = (stopServers, plugins, log);
        ExceptionHandling.SetUnhandledExceptionHandler(IsContained);
        AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    /// <summary>The gateway ends by itself from here on.</summary>
    public void Dispose() => _isOver = true;

    // A thread, a timer or a finalizer of a plugin: it ends, and nothing of ours was on it.
    private bool IsContained(Exception exception)
    {
        if (PluginFault.Of(exception) is not { } fault) return false;
        HostLog.PluginThrew(_log, fault.Plugin, fault.Description);
        return true;
    }

    private void OnUnhandled(object sender, UnhandledExceptionEventArgs arguments)
    {
        var fault = FaultName.Of(arguments.ExceptionObject as Exception);
        HostLog.GatewayThrew(_log, fault);
        End();
        Environment.Exit(ExitCodes.Fault); // before the runtime prints the message
    }

    private void OnExit(object? sender, EventArgs arguments)
    {
        if (_isOver) return;
        var names = string.Join(", ", _plugins);
        HostLog.PluginExits(_log, names);
        End();
        Environment.ExitCode = ExitCodes.Fault; // whatever the plugin said: a client must not take it for a good end
    }

    private void End()
    {
        _isOver = true;
        _stopServers().Wait(Patience);
    }
}
