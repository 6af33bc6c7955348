using System.Text.Json;
using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Plugins;
using Gateway.Core.Protocol;
using Gateway.Core.Routing;
using Gateway.Core.Tracing;

namespace Gateway.Core.Running;

/// <summary>Looks at the parts of a running gateway for those who want to see it from outside.</summary>
internal sealed class GatewayObserver
{
    private const int LongestName = 80;
    private const int LongestPath = 1000;
    private const int LongestReason = 1000;
    private const string Withheld = "(withheld by a guardrail)";

    private readonly Dictionary<string, string> _shown = new(StringComparer.Ordinal);
    private string _policy = "";

    /// <summary>The sessions that are open.</summary>
    public required Func<IReadOnlyList<Session>> Sessions { get; init; }

    public required GuardrailPipeline Pipeline { get; init; }

    public required IReadOnlyList<LoadedPlugin> Plugins { get; init; }

    public required IReadOnlyList<TracerPump> Pumps { get; init; }

    /// <summary>The configuration that is in force.</summary>
    public required Func<GatewayConfiguration> Configuration { get; init; }

    /// <summary>Where it serves HTTP; null for a gateway of one client.</summary>
    public string? Address { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>Called by one thread at a time; it may wait for guardrails.</summary>
    public RunningGateway Look()
    {
        var sessions = Sessions();
        var configuration = Configuration();
        return new()
        {
            Process = Environment.ProcessId,
            Version = GatewayVersion.Version,
            Started = Started,
            Configuration = Shown(configuration.Path, LongestPath),
            Address = Address,
            Sessions = sessions.Count,
            Client = Address is null && sessions is [{ ClientInfo: { } info }] ? Client(info) : null,
            Plugins = [.. Plugins.Select(Look)],
            Servers = [.. RunningSummary.Of(configuration, sessions).Select(server => server with { Name = Shown(server.Name, LongestName), Reason = server.Reason is { } reason ? Reason(reason) : null })],
        };
    }

    private RunningPlugin Look(LoadedPlugin plugin)
    {
        var description = plugin.Description;
        var seen = new RunningPlugin
        {
            Name = description.Name,
            Kind = description.KindName,
            Version = description.Version,
            Contract = description.ContractVersion,
            Path = Printable.Line(description.AssemblyPath, LongestPath),
            Copy = new() { Folder = plugin.Copy.Root, Files = plugin.Copy.Paths },
            Health = "ok",
        };
        return description.Kind is PluginKind.Guardrail ? Guardrail(seen) : Tracer(seen);
    }

    private RunningPlugin Guardrail(RunningPlugin seen)
    {
        var slot = Pipeline.Slots.First(slot => slot.Name == seen.Name);
        return seen with
        {
            Health = slot.Health.IsOut ? "out" : slot.Health.IsFailing ? "failing" : seen.Health,
            Failures = slot.Health.Failures,
            Hits = Pipeline.FoundSoFar?.ByGuardrail(seen.Name) ?? [],
        };
    }

    private RunningPlugin Tracer(RunningPlugin seen)
    {
        if (Pumps.FirstOrDefault(pump => pump.Name == seen.Name) is not { } pump) return seen;
        var counters = pump.Counters;
        return seen with { Health = counters.IsFailing ? "failing" : seen.Health, Written = counters.Written, Dropped = counters.Dropped, Failures = counters.Failed };
    }

    private RunningClient? Client(byte[] info)
    {
        try
        {
            using var client = JsonDocument.Parse(info);
            return new() { Name = Text(client.RootElement, "name"), Version = Text(client.RootElement, "version") };
        }
        catch (JsonException)
        {
            return null; // nested too deep for a name and a version
        }
    }

    private string Text(JsonElement client, string member) =>
        client.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? Shown(value.GetString()!, LongestName) : "";

    // Not kept: reasons come and go as long as the gateway runs.
    private string Reason(string reason) => Printable.Line(Pipeline.Mask(reason) ?? Withheld, LongestReason);

    // Others wrote it, so it is masked like all they write; whole, and cut afterwards: half a secret is not found.
    private string Shown(string text, int limit)
    {
        if (_policy != Pipeline.Fingerprint) _shown.Clear(); // another policy may hide what was shown
        _policy = Pipeline.Fingerprint;
        if (_shown.TryGetValue(text, out var shown)) return shown;
        return _shown[text] = Printable.Line(Pipeline.Mask(text) ?? Withheld, limit);
    }
}
