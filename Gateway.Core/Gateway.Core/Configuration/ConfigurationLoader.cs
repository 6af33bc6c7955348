namespace Gateway.Core.Configuration;

/// <summary>Reads all that the gateway is configured by; this folder's README has the order.</summary>
internal static class ConfigurationLoader
{
    private static readonly Choices<PlaceholderAction> Placeholders = new(
        ("block", PlaceholderAction.Block), ("report", PlaceholderAction.Report), ("pass", PlaceholderAction.Pass));

    /// <summary>Reads it.</summary>
    /// <param name="mcpJsonPath">The client's file; <c>~</c> is the home folder.</param>
    /// <param name="configPath">The file of <c>--config</c>, if there is one.</param>
    /// <param name="environment">What variables and relative paths refer to.</param>
    /// <exception cref="ConfigurationException">Something can't be used; the message is for the user.</exception>
    public static GatewayConfiguration Load(string mcpJsonPath, string? configPath, ConfigurationEnvironment environment)
    {
        var warnings = new List<string>();
        var file = ConfigurationFile.Read(mcpJsonPath, environment);
        var entries = ServerEntries.Find(ConfigurationNodeReader.Read(file, ServerEntries.IsRead), warnings);
        var policy = Read(Carriers(entries.Gateway, configPath, environment), environment);
        if (entries.Servers.Count > policy.Settings.MaxServers)
        {
            throw new ConfigurationException($"{file.Shown}: it names {entries.Servers.Count} servers, and {policy.Settings.MaxServers} are the most; remove some or raise the setting 'maxServers'.");
        }

        return policy with
        {
            Path = file.Path,
            BaseFolder = file.Folder,
            Servers = [.. entries.Servers.Select(server => ServerReader.Read(server, environment, warnings))],
            Warnings = warnings,
        };
    }

    /// <summary>Reads it for commands that run no server: <c>mcp.json</c> may be left out.</summary>
    /// <exception cref="ConfigurationException">Something can't be used; the message is for the user.</exception>
    public static GatewayConfiguration LoadPolicy(string? mcpJsonPath, string? configPath, ConfigurationEnvironment environment) =>
        mcpJsonPath is null ? Read(Carriers(null, configPath, environment), environment) : Load(mcpJsonPath, configPath, environment);

    /// <summary>Reads what a <c>--config</c> file may hold.</summary>
    /// <exception cref="ConfigurationException">Something can't be used; the message is for the user.</exception>
    public static GatewayConfiguration ReadPolicy(ConfigurationFile file, ConfigurationEnvironment environment) => Read([Carrier(file)], environment);

    private static GatewayConfiguration Read(List<ConfigurationNode> carriers, ConfigurationEnvironment environment)
    {
        var plugins = new Dictionary<string, PluginConfiguration>(StringComparer.OrdinalIgnoreCase);
        var placeholders = GatewayDefaults.Placeholders;
        foreach (var carrier in carriers)
        {
            if (carrier.Find("plugins") is { } node) PluginReader.Read(node, plugins);
            if (carrier.Find("placeholders") is { } action) placeholders = action.RequireChoice(Placeholders);
        }

        return new GatewayConfiguration
        {
            Path = "the configuration",
            BaseFolder = environment.WorkingFolder,
            Servers = [],
            Plugins = plugins,
            Placeholders = placeholders,
            Settings = ReadSettings(carriers, environment),
        };
    }

    // The later wins.
    private static List<ConfigurationNode> Carriers(ConfigurationNode? gateway, string? configPath, ConfigurationEnvironment environment)
    {
        var carriers = new List<ConfigurationNode>();
        if (gateway is not null) carriers.Add(gateway);
        if (configPath is null) return carriers;
        carriers.Add(Carrier(ConfigurationFile.Read(configPath, environment)));
        return carriers;
    }

    private static ConfigurationNode Carrier(ConfigurationFile file)
    {
        var root = ConfigurationNodeReader.Read(file, static _ => true);
        PolicyKeys.CheckFile(root);
        return root;
    }

    private static GatewaySettings ReadSettings(List<ConfigurationNode> carriers, ConfigurationEnvironment environment)
    {
        ConfigurationNode[] objects = [.. carriers.Select(carrier => carrier.Find("settings")).OfType<ConfigurationNode>()];
        return objects.Length > 0 || environment.Variables.Keys.Any(SettingNames.IsVariable)
            ? SettingsReader.Read(objects, environment.Variables)
            : new GatewaySettings();
    }
}
