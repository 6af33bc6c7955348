using System.Text;
using Gateway.Core.Allowing;
using Gateway.Core.Configuration;
using Gateway.Core.Plugins;
using Gateway.Core.Trust;

namespace Gateway.Core.Guarding;

/// <summary>A short text that is another whenever the guardrails could treat a message otherwise: what was masked under another policy may show what this one hides.</summary>
/// <remarks>It costs a start well under a millisecond: files are looked at, not read, and <see cref="Sha256"/> loads no library.</remarks>
internal static class PolicyFingerprint
{
    /// <summary>Nothing for no guardrail.</summary>
    /// <param name="plugins">The enabled guardrails.</param>
    /// <param name="slots">The same with their policy, in the same order.</param>
    /// <param name="configuration">Where the policy stands.</param>
    /// <param name="allowed">What the user allowed; null when nothing.</param>
    public static string Of(IReadOnlyList<LoadedPlugin> plugins, IReadOnlyList<GuardrailSlot> slots, GatewayConfiguration configuration, AllowedValues? allowed)
    {
        if (slots.Count == 0) return "";
        var settings = configuration.Settings;
        var text = new StringBuilder();
        // The build of the engine, which walks and masks, and what decides whether a guardrail is late.
        Add(text, typeof(PolicyFingerprint).Module.ModuleVersionId, settings.TextGuardrailTimeout, settings.TextGuardrailTimeoutPerMegabyte, settings.MessageGuardrailTimeout, allowed?.Fingerprint);
        foreach (var (plugin, slot) in plugins.Zip(slots).OrderBy(pair => pair.Second.Name, StringComparer.Ordinal))
        {
            Add(text, plugin.Description, plugin);
            Add(text, OptionsIdentity.Of(slot.Name, configuration));
            Add(text, slot);
        }

        return Convert.ToHexStringLower(Sha256.Hash(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Add(StringBuilder text, PluginDescription description, LoadedPlugin plugin)
    {
        Add(text, description.Name, description.Version, description.TypeName, plugin.Instance.GetType().Module.ModuleVersionId, plugin.Copy.Paths.Count);
        foreach (var path in plugin.Copy.Paths) Add(text, path, FileIdentity.Of(Path.Combine(plugin.Copy.Root, path)));
    }

    private static void Add(StringBuilder text, GuardrailSlot slot)
    {
        Add(text, slot.Directions, slot.Order, slot.Timeout, slot.ChecksMessages, slot.OnFailure, slot.Policies.Count);
        foreach (var policy in slot.Policies) Add(text, policy.Kind.Name, policy.Kind.Placeholder, policy.For(Direction.ToServer), policy.For(Direction.ToClient));
    }

    // Each with its length before it, so that no two lists read the same.
    private static void Add(StringBuilder text, params ReadOnlySpan<object?> parts)
    {
        foreach (var part in parts)
        {
            var word = part is null ? "" : FormattableString.Invariant($"{part}");
            text.Append(word.Length).Append(part is null ? '-' : ':').Append(word);
        }
    }
}
