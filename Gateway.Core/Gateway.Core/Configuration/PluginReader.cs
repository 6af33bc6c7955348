using System.Globalization;
using System.Text.Json;

using Gateway.Core.Protocol;

namespace Gateway.Core.Configuration;

/// <summary>Reads a <c>plugins</c> object.</summary>
internal static class PluginReader
{
    private static readonly string[] Keys = ["actions", "onFailure", "timeout", "options"];

    private static readonly JsonDocumentOptions OptionsJson = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 };

    private static readonly Choices<FailureAction> FailureActions = new(("block", FailureAction.Block), ("pass", FailureAction.Pass));

    private static readonly Choices<FailureKind> FailureKinds = new(
        ("error", FailureKind.Error), ("timeout", FailureKind.Timeout), ("invalid", FailureKind.Invalid), ("oversize", FailureKind.Oversize));

    /// <summary>Reads it into <paramref name="plugins"/>, over what is there.</summary>
    public static void Read(ConfigurationNode node, Dictionary<string, PluginConfiguration> plugins)
    {
        node.RequireObject().RefuseDoubled(StringComparer.OrdinalIgnoreCase);
        foreach (var member in node.Members)
        {
            if (string.IsNullOrWhiteSpace(member.Name)) throw member.Fault("the name of a plugin is empty.");
            plugins[member.Name] = ReadPlugin(member);
        }
    }

    private static PluginConfiguration ReadPlugin(ConfigurationMember member)
    {
        var node = member.Value.RequireObject();
        node.RefuseDoubled(StringComparer.OrdinalIgnoreCase);
        node.RefuseUnknown(Keys);
        return new PluginConfiguration
        {
            Name = member.Name,
            Actions = node.Find("actions") is { } actions ? ActionReader.Read(actions) : [],
            OnFailure = node.Find("onFailure") is { } onFailure ? ReadFailurePolicy(onFailure) : new FailurePolicy(),
            Timeout = node.Find("timeout") is { } timeout ? ReadTimeout(timeout) : null,
            Options = node.Find("options") is { } options ? ReadOptions(options) : default,
            OptionsFolder = member.File.Folder,
        };
    }

    private static FailurePolicy ReadFailurePolicy(ConfigurationNode node)
    {
        if (node.Kind is JsonValueKind.String) return FailurePolicy.All(node.RequireChoice(FailureActions));
        if (node.Kind is not JsonValueKind.Object) throw node.Fault("must be 'block', 'pass' or an object such as { \"error|timeout\": \"block\" }.");
        var policy = new FailurePolicy();
        var seen = new HashSet<FailureKind>();
        foreach (var member in node.Members)
        {
            var action = member.Value.RequireChoice(FailureActions);
            foreach (var word in member.Name.Split('|', StringSplitOptions.TrimEntries))
            {
                if (!FailureKinds.TryFind(word, out var kind)) throw member.Fault($"'{Printable.Line(word)}' in {node.KeyPath} {FailureKinds}, or several joined with '|'.");
                if (!seen.Add(kind)) throw member.Fault($"'{Printable.Line(word)}' stands twice in {node.KeyPath}; remove one.");
                policy = policy.With(kind, action);
            }
        }

        return policy;
    }

    private static TimeSpan ReadTimeout(ConfigurationNode node)
    {
        var timeout = node.Kind switch
        {
            JsonValueKind.Number => TimeSpan.FromMilliseconds(node.RequireMilliseconds()),
            JsonValueKind.String when TimeSpan.TryParseExact(node.Text, "c", CultureInfo.InvariantCulture, out var span) && node.Text!.Contains(':') => span,
            _ => throw node.Fault("must be a duration such as \"00:00:02\", or a number of milliseconds."),
        };
        return timeout > TimeSpan.Zero && timeout.TotalMilliseconds <= int.MaxValue ? timeout : throw node.Fault("must be more than 0 and less than 24 days.");
    }

    private static JsonElement ReadOptions(ConfigurationNode node)
    {
        node.RefuseDoubledDeep();
        using var document = JsonDocument.Parse(node.RequireObject().Utf8, OptionsJson);
        return document.RootElement.Clone();
    }
}
