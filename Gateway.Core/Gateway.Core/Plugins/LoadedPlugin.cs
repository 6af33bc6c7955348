namespace Gateway.Core.Plugins;

/// <summary>An enabled plugin. Whoever loaded it disposes it, before the loader.</summary>
internal sealed class LoadedPlugin(PluginDescription description, object instance, PluginCopy copy, IDisposable container) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private Task? _disposal;

    public PluginDescription Description { get; } = description;

    /// <summary>The <see cref="IGuardrail"/> or <see cref="ITracer"/>.</summary>
    public object Instance { get; } = instance;

    /// <summary>The files that it was loaded from.</summary>
    public PluginCopy Copy { get; } = copy;

    /// <summary>Once; whoever asks again waits for the same.</summary>
    /// <exception cref="PluginException">The plugin threw; the rest of the gateway is not affected.</exception>
    public ValueTask DisposeAsync()
    {
        lock (_lock) return new(_disposal ??= Task.Run(DisposeOnceAsync));
    }

    // On another thread: a Dispose that blocks would block before there is a task to wait for.
    private async Task DisposeOnceAsync()
    {
        try
        {
            // MEF knows IDisposable only.
            if (Instance is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync().ConfigureAwait(false);
            container.Dispose();
        }
        catch (Exception exception) // the boundary to foreign code; its message may quote a secret
        {
            throw new PluginException($"the {Description.KindName} '{Description.Name}' threw {exception.GetType().Name} when it was disposed", exception);
        }
    }
}
