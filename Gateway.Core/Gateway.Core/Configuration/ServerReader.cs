using System.Text.Json;

using Gateway.Core.Protocol;

namespace Gateway.Core.Configuration;

/// <summary>Reads one server's entry. Wrong types end the start; a server that only lacks something is kept from starting, alone.</summary>
internal sealed class ServerReader
{
    private static readonly Choices<bool> Instances = new(("session", false), ("shared", true));

    private readonly ConfigurationEnvironment _environment;
    private readonly ServerText _text;
    private readonly ConfigurationMember _member;
    private readonly List<SourceFile> _sources = [];

    private ServerReader(ConfigurationMember member, ConfigurationEnvironment environment, List<string> warnings)
    {
        _member = member;
        _environment = environment;
        _text = new(member, environment, warnings);
    }

    public static ServerConfiguration Read(ConfigurationMember member, ConfigurationEnvironment environment, List<string> warnings)
    {
        if (string.IsNullOrWhiteSpace(member.Name)) throw member.Fault("the name of a server is empty.");
        if (member.Name.Any(char.IsControl)) throw member.Fault($"the name of server '{Printable.Line(member.Name)}' has a control character.");
        return new ServerReader(member, environment, warnings).Read(member.Value.RequireObject());
    }

    private ServerConfiguration Read(ConfigurationNode entry)
    {
        entry.RefuseDoubled(StringComparer.OrdinalIgnoreCase);
        WarnOfUnknownKeys(entry);
        var reason = ServerSwitches.Find(entry);
        var isOff = reason is not null;
        var texts = isOff ? [] : ServerSources.Of(entry);
        if (!isOff) _sources.Add(new() { Path = _member.File.Path, Texts = texts });
        if (ServerKind.Find(entry, _text.Failures) is { } transport) return ReadRemote(entry, transport, reason, texts);

        var command = _text.Expand(entry.Find("command"));
        var arguments = entry.Find("args") is { } args ? Expand(args.RequireStrings()) : [];
        var variables = entry.Find("env") is { } env ? ReadVariables(env.RequireObject()) : [];
        var folder = _text.Expand(entry.Find("cwd"));
        var envFile = _text.Expand(entry.Find("envFile"));
        if (string.IsNullOrWhiteSpace(command) && _text.Failures.Count == 0) _text.Failures.Add("it has no \"command\"");
        AddFilled(texts, entry.Find("command"), command);
        AddFilled(texts, entry.Find("cwd"), folder);
        AddFilled(texts, entry.Find("envFile"), envFile);
        if (!isOff && _text.Failures.Count == 0 && !string.IsNullOrEmpty(envFile)) ReadEnvironmentFile(envFile, variables);

        return new ServerConfiguration
        {
            Name = _member.Name,
            Command = command,
            Arguments = arguments,
            Environment = Present(variables),
            Inherited = entry.Find("inheritEnv") is { } inherited ? ReadInherited(inherited) : InheritedVariables.None,
            WorkingFolder = string.IsNullOrEmpty(folder) ? null : Path.GetFullPath(folder, _member.File.Folder),
            Times = ServerTimes.Read(entry),
            IsRestarted = entry.Find("restart")?.RequireBoolean() ?? true,
            IsShared = entry.Find("instances")?.RequireChoice(Instances) ?? false,
            IsRequired = (entry.Find("required")?.RequireBoolean() ?? false) && reason is null,
            NotStarted = reason ?? (_text.Failures.Count > 0 ? string.Join("; ", _text.Failures.Distinct()) : null),
            Sources = _sources,
        };
    }

    private ServerConfiguration ReadRemote(ConfigurationNode entry, RemoteTransport transport, string? reason, List<SourceText> texts)
    {
        // Its own method and class: nothing of System.Net is loaded for programs.
        var remote = new RemoteReader(_text).Read(entry, transport);
        var url = ServerKeys.Addresses.Select(entry.Find).OfType<ConfigurationNode>().FirstOrDefault(node => node.Text is { Length: > 0 });
        if (remote.Url.Length > 0) AddFilled(texts, url, new Uri(remote.Url).GetLeftPart(UriPartial.Authority));
        return new()
        {
            Name = _member.Name,
            Remote = remote,
            Times = ServerTimes.Read(entry),
            IsRestarted = entry.Find("restart")?.RequireBoolean() ?? true,
            IsShared = entry.Find("instances")?.RequireChoice(Instances) ?? false,
            IsRequired = (entry.Find("required")?.RequireBoolean() ?? false) && reason is null,
            NotStarted = reason ?? (_text.Failures.Count > 0 ? string.Join("; ", _text.Failures.Distinct()) : null),
            Sources = _sources,
        };
    }

    // A variable may hold the program itself. In other places it is more likely a token, which may change every day.
    private static void AddFilled(List<SourceText> texts, ConfigurationNode? node, string? filled)
    {
        if (node?.Text is { } text && VariableExpander.NamesVariable(text)) texts.Add(new() { Place = $"the variable in {node.Key}", Text = filled });
    }

    private static Dictionary<string, string> Present(Dictionary<string, string?> variables)
    {
        var present = new Dictionary<string, string>(ConfigurationEnvironment.VariableNames);
        foreach (var (name, value) in variables)
        {
            if (value is not null) present[name] = value;
        }

        return present;
    }

    private void WarnOfUnknownKeys(ConfigurationNode entry)
    {
        foreach (var member in entry.Members)
        {
            if (ServerKeys.Used.Contains(member.Name) || ServerKeys.OfClients.Contains(member.Name)) continue;
            _text.Warn(member.Start, $"the key '{Printable.Line(member.Name)}' is unknown and ignored{NearestName.Suggest(member.Name, ServerKeys.Used)}");
        }
    }

    private string[] Expand(IReadOnlyList<string> arguments)
    {
        var node = _member.Value.Find("args")!; // just read from there
        return [.. arguments.Select((argument, index) => _text.Expand(node.Items[index], argument, "\"args\""))];
    }

    private Dictionary<string, string?> ReadVariables(ConfigurationNode env)
    {
        env.RefuseDoubled(ConfigurationEnvironment.VariableNames);
        var variables = new Dictionary<string, string?>(ConfigurationEnvironment.VariableNames);
        foreach (var (member, value) in env.Members.Select(member => (member, member.Value)))
        {
            if (member.Name.Length == 0 || member.Name.AsSpan().ContainsAny('=', '\0'))
            {
                throw member.Fault($"a name in {env.KeyPath} is empty or has '=' or NUL in it, which no environment variable can.");
            }

            variables[member.Name] = value.Kind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => _text.Expand(value, value.RequireString(), $"\"env\" {Printable.Line(member.Name)}"),
                JsonValueKind.Object or JsonValueKind.Array => throw value.Fault("must be a string, a number, true, false or null."),
                _ => value.Text,
            };
        }

        return variables;
    }

    private static InheritedVariables ReadInherited(ConfigurationNode node) => node.Kind switch
    {
        JsonValueKind.True => InheritedVariables.All,
        JsonValueKind.False => InheritedVariables.None,
        JsonValueKind.Array => InheritedVariables.Named(node.RequireStrings()),
        _ => throw node.Fault("must be true, false or an array of names of environment variables."),
    };

    private void ReadEnvironmentFile(string envFile, Dictionary<string, string?> variables)
    {
        var path = Path.GetFullPath(envFile, _environment.WorkingFolder);
        var values = new Dictionary<string, string>(ConfigurationEnvironment.VariableNames);
        try
        {
            var badLine = EnvironmentFile.Parse(File.ReadAllText(path), values);
            if (badLine > 0) _text.Warn(_member.Start, $"line {badLine} of \"envFile\" is not KEY=VALUE and is ignored, like any other such line");
            foreach (var (name, value) in values) variables.TryAdd(name, value);
            _sources.Add(new() { Path = path, Texts = [.. values.Select(variable => new SourceText { Place = variable.Key, Text = variable.Value, IsSecret = true })] });
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            _text.Failures.Add($"its \"envFile\" {Printable.Line(path)} does not exist");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _text.Failures.Add($"its \"envFile\" {Printable.Line(path)} cannot be read");
        }
    }
}
