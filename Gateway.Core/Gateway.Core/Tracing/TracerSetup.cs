using Gateway.Core.Guarding;
using Gateway.Core.Plugins;
using Gateway.Core.Running;
using Microsoft.Extensions.Logging;

namespace Gateway.Core.Tracing;

/// <summary>Joins loaded tracers with the guardrails that mask what they record.</summary>
internal static class TracerSetup
{
    public static CallTracing Build(IReadOnlyList<LoadedPlugin> tracers, GuardrailPipeline pipeline, TimeProvider time, ILogger log, ChangeFlag? changes = null)
    {
        var mask = new TraceMask(pipeline);
        TracerPump[] pumps = [.. tracers.Select(plugin => new TracerPump(plugin.Description.Name, (ITracer)plugin.Instance, plugin.Description.Payloads, mask, log))];
        if (pipeline.IsEmpty && pumps.Any(pump => pump.WantsPayloads))
        {
            var names = string.Join(", ", pumps.Where(pump => pump.WantsPayloads).Select(pump => pump.Name));
            Log.NothingMasks(log, names);
        }

        return new(pumps, time, pipeline, changes);
    }
}
