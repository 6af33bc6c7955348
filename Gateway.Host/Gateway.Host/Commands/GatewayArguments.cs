using System.CommandLine;
using Gateway.Core.Configuration;
using Gateway.Core.Plugins;
using Gateway.Host.Commands.Guardrails;

namespace Gateway.Host.Commands;

/// <summary>The options that every command which runs servers takes.</summary>
internal sealed class GatewayArguments
{
    private readonly Option<string> _configuration = new("--mcp-json-path") { Description = "The mcp.json that names the servers", HelpName = "PATH" };
    private readonly Option<string?> _config = new("--config") { Description = "A file with the gateway's own plugins, placeholders and settings", HelpName = "FILE" };
    private readonly Option<string[]> _plugins = Repeatable("--plugin", "Enable a guardrail and a tracer by name; repeatable, commas for several");
    private readonly Option<string[]> _guardrails = Repeatable("--enable-guardrails", "Enable guardrails by name; without a name all of them");
    private readonly Option<string[]> _tracing = Repeatable("--enable-tracing", "Enable tracers by name; without a name all of them");
    // Strings, and not options of enums: generic code over a struct is compiled at every start.
    private readonly Option<string?> _toolNames = new("--tool-names") { Description = "prefixed (server_tool) or plain (with one server only)", HelpName = "prefixed|plain" };
    private readonly Option<string?> _expose = new("--expose") { Description = "What is listed: the servers' tools, the gateway's own (meta), or both", HelpName = "tools|meta|both" };
    private readonly Option<string?> _logFile = new("--log-file") { Description = "Also write the log to this file", HelpName = "FILE" };

    public GatewayArguments()
    {
        _plugins.Aliases.Add("-p");
        _toolNames.AcceptOnlyFromAmong("prefixed", "plain");
        _expose.AcceptOnlyFromAmong("tools", "meta", "both");
    }

    /// <summary>More folders to look for plugins in.</summary>
    public Option<string[]> PluginFolders { get; } = new("--plugins-dir")
    {
        Description = "Another folder with plugins; repeatable",
        HelpName = "DIR",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    public void AddTo(Command command)
    {
        Option[] all = [_configuration, _config, _guardrails, _tracing, _plugins, PluginFolders, _toolNames, _expose, _logFile];
        foreach (var option in all) command.Options.Add(option);
    }

    public Values Read(ParseResult result) => new()
    {
        ConfigurationPath = result.GetValue(_configuration) is { Length: > 0 } path
            ? path
            : throw new ConfigurationException("--mcp-json-path PATH is missing; it names the mcp.json with the servers"),
        ConfigPath = result.GetValue(_config),
        Plugins = PluginSelection.Parse(Names(result, _plugins), Names(result, _guardrails), Names(result, _tracing)),
        PluginFolders = result.GetValue(PluginFolders) ?? [],
        ToolNames = result.GetValue(_toolNames) switch { null => null, "plain" => Core.Configuration.ToolNames.Plain, _ => Core.Configuration.ToolNames.Prefixed },
        Expose = result.GetValue(_expose) switch { null => null, "tools" => Core.Configuration.Expose.Tools, "meta" => Core.Configuration.Expose.Meta, _ => Core.Configuration.Expose.Both },
        LogFile = result.GetValue(_logFile),
    };

    /// <summary>The one option of commands that only look at what is configured.</summary>
    public void AddConfigurationTo(Command command) => command.Options.Add(_configuration);

    /// <summary>Reads the servers of the file that the option names.</summary>
    public GatewayConfiguration LoadServers(ParseResult result) => ConfigurationLoader.Load(
        result.GetValue(_configuration) is { Length: > 0 } path ? path : throw new ConfigurationException("--mcp-json-path PATH is missing; it names the mcp.json with the servers"),
        null,
        ConfigurationEnvironment.Current);

    /// <summary>The options of commands that use guardrails and run no server.</summary>
    public void AddGuardrailsTo(Command command)
    {
        Option[] all = [_configuration, _config, _guardrails, _plugins, PluginFolders];
        foreach (var option in all) command.Options.Add(option);
    }

    /// <summary>Reads them; <c>basic</c> is enabled when none is named.</summary>
    public PluginArguments ReadGuardrails(ParseResult result)
    {
        var (plugins, guardrails) = (Names(result, _plugins), Names(result, _guardrails));
        return ReadPlugins(result) with { Plugins = PluginSelection.Parse(plugins, guardrails ?? (plugins is null ? ["basic"] : null)) };
    }

    /// <summary>Reads what the same command line would enable in <c>serve</c>, for commands that only look.</summary>
    public PluginArguments ReadPlugins(ParseResult result) => new()
    {
        ConfigurationPath = result.GetValue(_configuration),
        ConfigPath = result.GetValue(_config),
        Plugins = PluginSelection.Parse(Names(result, _plugins), Names(result, _guardrails), Names(result, _tracing)),
        PluginFolders = result.GetValue(PluginFolders) ?? [],
    };

    private static string[]? Names(ParseResult result, Option<string[]> option) => result.GetResult(option) is null ? null : result.GetValue(option) ?? [];

    private static Option<string[]> Repeatable(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "NAMES",
        Arity = ArgumentArity.ZeroOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>What the command line says.</summary>
    internal sealed record Values
    {
        public required string ConfigurationPath { get; init; }

        public string? ConfigPath { get; init; }

        public required PluginSelection Plugins { get; init; }

        public IReadOnlyList<string> PluginFolders { get; init; } = [];

        public ToolNames? ToolNames { get; init; }

        public Expose? Expose { get; init; }

        public string? LogFile { get; init; }

        /// <summary>The configuration with what the command line sets over it.</summary>
        /// <exception cref="ConfigurationException">Plain names are asked for with more than one server.</exception>
        public GatewayConfiguration Apply(GatewayConfiguration configuration)
        {
            var settings = configuration.Settings;
            settings = settings with { ToolNames = ToolNames ?? settings.ToolNames, Expose = Expose ?? settings.Expose };
            if (settings.ToolNames == Core.Configuration.ToolNames.Plain && configuration.Servers.Count > 1)
            {
                throw new ConfigurationException($"plain tool names need exactly one server, and {configuration.Path} has {configuration.Servers.Count}; use prefixed names");
            }

            return configuration with { Settings = settings };
        }
    }
}
