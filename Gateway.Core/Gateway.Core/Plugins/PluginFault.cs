using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;

namespace Gateway.Core.Plugins;

/// <summary>An exception that nobody caught on a thread that is a plugin's own.</summary>
/// <param name="Plugin">The plugin's file, without its ending.</param>
/// <param name="Description">Type, class and method. Never the message: it may quote a secret.</param>
internal sealed record PluginFault(string Plugin, string Description)
{
    /// <summary>Null when the thread was the gateway's, whoever threw on it.</summary>
    public static PluginFault? Of(Exception exception)
    {
        MethodBase? own = null;
        PluginLoadContext? context = null;
        foreach (var frame in new StackTrace(exception).GetFrames())
        {
            if (frame.GetMethod() is not { } method) continue;
            if (AssemblyLoadContext.GetLoadContext(method.Module.Assembly) is PluginLoadContext plugin) (own, context) = (own ?? method, plugin);
            else if (IsGateway(method.Module.Assembly)) context = null; // it called the plugin, or was called back by it: the outermost frame decides
        }

        return context is null ? null : new(context.Name ?? "", $"{exception.GetType().FullName} at {own!.DeclaringType?.Name}.{own.Name}"); // own: set with the context
    }

    private static bool IsGateway(Assembly assembly) => assembly == typeof(PluginFault).Assembly || assembly == Assembly.GetEntryAssembly();
}
