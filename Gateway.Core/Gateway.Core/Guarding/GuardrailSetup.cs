using Gateway.Core.Allowing;
using Gateway.Core.Configuration;
using Gateway.Core.Plugins;
using Gateway.Core.Running;
using Microsoft.Extensions.Logging;

namespace Gateway.Core.Guarding;

/// <summary>Joins loaded guardrails with the policy that the configuration gives them.</summary>
internal static class GuardrailSetup
{
    // A list that nobody reads to its end helps nobody.
    private const int MostListed = 40;
    private const int MostNear = 8;

    // Guardrails that failed on one message are kept as bits of a word.
    private const int MostGuardrails = 64;

    // An overdue walk is noticed a quarter of its time late at most.
    private const int LooksPerLimit = 4;

    /// <exception cref="ConfigurationException">The configuration names a kind that the guardrail does not have, or an action that is not there yet.</exception>
    /// <exception cref="PluginException">A guardrail declares its kinds wrongly.</exception>
    public static GuardrailPipeline Build(IReadOnlyList<LoadedPlugin> guardrails, GatewayConfiguration configuration, TimeProvider time, ILogger log, AllowedValues? allowed = null, ChangeFlag? changes = null)
    {
        var policy = Policy(guardrails, configuration, allowed, new() { Time = time, Log = log, Changes = changes }, null);
        return new(policy, new(time, LookPeriod(configuration.Settings)));
    }

    /// <summary>The same for a pipeline that there is, as its next policy. An instance that stays keeps its health and its kinds.</summary>
    /// <exception cref="ConfigurationException">The configuration names a kind that the guardrail does not have, or an action that is not there yet.</exception>
    /// <exception cref="PluginException">A guardrail declares its kinds wrongly.</exception>
    public static GuardrailPolicy Next(GuardrailPolicy before, IReadOnlyList<LoadedPlugin> guardrails, GatewayConfiguration configuration, AllowedValues? allowed) =>
        Policy(guardrails, configuration, allowed, before.Context, before);

    /// <summary>How often overdue walks are looked for.</summary>
    public static TimeSpan LookPeriod(GatewaySettings settings) => settings.TextGuardrailTimeout / LooksPerLimit;

    private static GuardrailPolicy Policy(IReadOnlyList<LoadedPlugin> guardrails, GatewayConfiguration configuration, AllowedValues? allowed, StageContext context, GuardrailPolicy? before)
    {
        if (guardrails.Count > MostGuardrails) throw new PluginException($"{guardrails.Count} guardrails are enabled; {MostGuardrails} are the most");
        GuardrailSlot[] slots = [.. guardrails.Select(plugin => Slot(plugin, configuration, allowed, context.Changes, before?.Slots.FirstOrDefault(slot => slot.Name == plugin.Description.Name)))];
        return new(slots, configuration.Settings, context, before) { Fingerprint = PolicyFingerprint.Of(guardrails, slots, configuration, allowed) };
    }

    private static GuardrailSlot Slot(LoadedPlugin plugin, GatewayConfiguration configuration, AllowedValues? allowed, ChangeFlag? changes, GuardrailSlot? before)
    {
        var guardrail = (IGuardrail)plugin.Instance;
        var name = plugin.Description.Name;
        var policy = configuration.Plugins.GetValueOrDefault(name);
        var isSame = before?.Guardrail == guardrail;
        // Found kinds are known by reference: those that an instance declared once are its kinds for good.
        var kinds = isSame ? [.. before!.Policies.Select(known => known.Kind)] : Kinds(guardrail, name);
        foreach (var rule in policy?.Actions ?? []) Check(rule, kinds, name, configuration);
        return new()
        {
            Name = name,
            Guardrail = guardrail,
            Directions = plugin.Description.Directions,
            Order = plugin.Description.Order,
            OnFailure = policy?.OnFailure ?? new(),
            Timeout = policy?.Timeout,
            Allowed = allowed,
            Health = isSame ? before!.Health : before?.Health.OfSuccessor() ?? new() { Changes = changes },
            ChecksMessages = GuardrailSlot.OverridesCheck(guardrail),
            Policies = [.. kinds.Select(kind => new KindPolicy(name, kind, Action(kind, Direction.ToServer, policy), Action(kind, Direction.ToClient, policy)))],
        };
    }

    private static FindingKind[] Kinds(IGuardrail guardrail, string name)
    {
        FindingKind[] kinds;
        try
        {
            kinds = [.. guardrail.Kinds];
        }
        catch (Exception exception)
        {
            // Plugin code: whatever it throws, the start ends with a sentence, and without its message.
            throw new PluginException($"the guardrail '{name}' cannot be used: its Kinds threw {exception.GetType().Name}", exception);
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var kind in kinds)
        {
            if (kind is null || string.IsNullOrWhiteSpace(kind.Name)) throw new PluginException($"the guardrail '{name}' cannot be used: one of its kinds has no name");
            if (!names.Add(kind.Name)) throw new PluginException($"the guardrail '{name}' cannot be used: it declares the kind '{kind.Name}' twice");
        }

        return kinds;
    }

    private static void Check(ActionRule rule, FindingKind[] kinds, string name, GatewayConfiguration configuration)
    {
        if (rule.Action == FindingAction.Tokenize) throw new ConfigurationException($"plugin '{name}': the action 'tokenize' for '{rule.Kind}' is not available yet; use mask, block or report");
        if (rule.Kind == ActionRule.AllKinds || kinds.Any(kind => Is(kind, rule.Kind))) return;
        throw new ConfigurationException(
            $"{configuration.Path}: plugins.{name}.actions names the kind '{rule.Kind}', which the guardrail does not have"
            + Protocol.NearestName.Suggest(rule.Kind, kinds.Select(kind => kind.Name)) + $"; it has{Listed(rule.Kind, kinds)}");
    }

    private static string Listed(string name, FindingKind[] kinds)
    {
        if (kinds.Length <= MostListed) return $": {string.Join(", ", kinds.Select(kind => kind.Name).Order(StringComparer.Ordinal))}";
        var near = kinds.Select(kind => kind.Name).OrderBy(kind => Protocol.NearestName.Distance(kind, name)).ThenBy(kind => kind, StringComparer.Ordinal).Take(MostNear);
        return $" {kinds.Length}, the nearest of them: {string.Join(", ", near)}";
    }

    // The kind's own rule before "*", a rule for the direction before one for both; the guardrail's default last.
    private static FindingAction Action(FindingKind kind, Direction direction, PluginConfiguration? policy)
    {
        var rules = policy?.Actions ?? [];
        var rule = rules.Where(rule => (rule.Direction ?? direction) == direction && (rule.Kind == ActionRule.AllKinds || Is(kind, rule.Kind)))
            .OrderByDescending(rule => rule.Kind != ActionRule.AllKinds).ThenByDescending(rule => rule.Direction is not null).FirstOrDefault();
        var action = rule?.Action ?? kind.DefaultAction;
        // A kind that would be tokenized is masked until there is a vault: the safer of the two.
        return action == FindingAction.Tokenize ? FindingAction.Mask : action;
    }

    private static bool Is(FindingKind kind, string name) => string.Equals(kind.Name, name, StringComparison.OrdinalIgnoreCase);
}
