using Gateway.Core.Allowing;
using Gateway.Core.Configuration;
using Gateway.Core.Plugins;

namespace Gateway.Core.Guarding;

/// <summary>
/// Brings the guardrails to another configuration while messages pass. Which ones are enabled was said at the start: a
/// configuration that is read anew can only tell them something else.
/// </summary>
/// <param name="pipeline">What messages pass.</param>
/// <param name="guardrails">The instances in use, as the pipeline was built with them.</param>
/// <param name="present">The configuration that they were made with.</param>
/// <param name="allowed">Reads what the user allows now.</param>
/// <param name="load">Makes another instance of a guardrail, of the assembly that is loaded.</param>
/// <param name="unload">Disposes an instance; never throws.</param>
internal sealed class PolicyReload(
    GuardrailPipeline pipeline,
    IReadOnlyList<LoadedPlugin> guardrails,
    GatewayConfiguration present,
    Func<AllowedValues?> allowed,
    Func<PluginDescription, GatewayConfiguration, LoadedPlugin> load,
    Func<LoadedPlugin, Task> unload)
{
    // Constructors are plugin code: one that hangs must not end all reloading.
    private static readonly TimeSpan LoadLimit = TimeSpan.FromSeconds(30);

    // Whoever is still under an old policy then hangs in a guardrail, or waits for a service that does not answer.
    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private Instance[] _instances = [.. guardrails.Select(plugin => new Instance(plugin, OptionsIdentity.Of(plugin.Description.Name, present)))];
    private Task _earlier = Task.CompletedTask;

    /// <summary>Messages that enter after the return pass under the new policy, those that have entered before end under their own.</summary>
    /// <param name="next">What is configured now.</param>
    /// <returns>Whether the policy is another: then what was masked under the old one must not be shown as it is any more.</returns>
    /// <exception cref="ConfigurationException">It cannot be used; nothing has changed.</exception>
    /// <exception cref="PluginException">A guardrail cannot be made with it; nothing has changed.</exception>
    public bool Apply(GatewayConfiguration next)
    {
        lock (_lock)
        {
            if (pipeline.IsEmpty) return false;
            var (policy, instances) = Prepare(next);
            Instance[] replaced = [.. _instances.Except(instances)];
            if (policy.Fingerprint == pipeline.Fingerprint)
            {
                _ = EndAsync([.. instances.Except(_instances)], Task.CompletedTask); // of options that were others for a moment
                return false;
            }

            _instances = instances;
            pipeline.Watchdog.LookEvery(GuardrailSetup.LookPeriod(next.Settings));
            // An instance may have been in use under several policies, one after the other.
            _earlier = Task.WhenAll(_earlier, pipeline.Replace(policy));
            _ = EndAsync(replaced, _earlier);
            return true;
        }
    }

    private (GuardrailPolicy Policy, Instance[] Instances) Prepare(GatewayConfiguration next)
    {
        // On a thread of its own: messages may keep all of the pool.
        var draft = Task.Factory.StartNew(() => Draft(next), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (Task.WaitAny([draft], LoadLimit) == 0) return draft.GetAwaiter().GetResult();
        draft.ContinueWith(late => EndAsync([.. late.Result.Instances.Except(_instances)], Task.CompletedTask), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        throw new PluginException($"{next.Path}: the guardrails could not be made with their new options within {LoadLimit.TotalSeconds:0} s; look for one whose constructor waits");
    }

    private (GuardrailPolicy Policy, Instance[] Instances) Draft(GatewayConfiguration next)
    {
        var instances = new List<Instance>();
        try
        {
            foreach (var instance in _instances)
            {
                var options = OptionsIdentity.Of(instance.Plugin.Description.Name, next);
                instances.Add(options == instance.Options ? instance : new(load(instance.Plugin.Description, next), options));
            }

            return (GuardrailSetup.Next(pipeline.Policy, [.. instances.Select(instance => instance.Plugin)], next, allowed()), [.. instances]);
        }
        catch
        {
            _ = EndAsync([.. instances.Except(_instances)], Task.CompletedTask);
            throw;
        }
    }

    private async Task EndAsync(Instance[] instances, Task whenUnused)
    {
        await whenUnused.WaitAsync(DrainLimit, pipeline.Policy.Context.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var instance in instances) await unload(instance.Plugin).ConfigureAwait(false);
    }

    /// <summary>One that is loaded, and what it was told; the same one only when it is the same object.</summary>
    private sealed class Instance(LoadedPlugin plugin, string options)
    {
        public LoadedPlugin Plugin { get; } = plugin;

        public string Options { get; } = options;
    }
}
