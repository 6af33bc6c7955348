using System.Text.Json.Nodes;

namespace EndToEnd.Running;

/// <summary>One test's own folder: its configuration, its servers' files, its gateway's home, and the gateways it runs.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly JsonObject _servers = [];
    private readonly List<RawClient> _clients = [];
    private readonly List<IDisposable> _owned = [];

    public Workspace()
    {
        // Tools print real paths, and on macOS the temporary folder is a link.
        Folder = Directory.CreateTempSubdirectory("mcp-gateway-").FullName;
        Environment = new(StringComparer.Ordinal)
        {
            ["MCP_GATEWAY_HOME"] = Path.Combine(Folder, "home"),
            ["HOME"] = Folder,
            // Programs that just started on a busy machine are slow; a guardrail's limit of time has tests of its own.
            ["MCPGATEWAY__TEXTGUARDRAILTIMEOUT"] = "20",
        };
        foreach (var name in (string[])["PATH", "DOTNET_ROOT", "TMPDIR", "TEMP", "TMP", "SystemRoot", "PATHEXT", "ComSpec", "USERPROFILE", "LOCALAPPDATA"])
        {
            if (System.Environment.GetEnvironmentVariable(name) is { } value) Environment[name] = value;
        }
    }

    public string Folder { get; }

    /// <summary>The whole environment of the gateways of this workspace.</summary>
    public Dictionary<string, string> Environment { get; }

    /// <summary>The gateway's own entry of the configuration, beside its servers.</summary>
    public JsonObject Entry { get; } = [];

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Sets one of the gateway's settings.</summary>
    public void Set(string name, object value) => Environment["MCPGATEWAY__" + name.ToUpperInvariant()] = FormattableString.Invariant($"{value}");

    /// <summary>Keeps something as long as the workspace, and its gateways, live.</summary>
    public T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    /// <summary>Adds a remote server.</summary>
    public JsonObject AddRemote(string name, string url, string? type = null)
    {
        var server = new JsonObject { ["url"] = url };
        if (type is not null) server["type"] = type;
        _servers[name] = server;
        return server;
    }

    /// <summary>Starts a command and leaves it to the test to follow it.</summary>
    public RawClient StartCommand(params string[] arguments)
    {
        var client = new RawClient([.. arguments, "--mcp-json-path", WriteConfiguration()], Environment, Folder);
        _clients.Add(client);
        return client;
    }

    public JsonObject Add(string name, string command, params string[] arguments)
    {
        var server = new JsonObject { ["command"] = command, ["args"] = new JsonArray([.. arguments.Select(argument => JsonValue.Create(argument))]) };
        _servers[name] = server;
        return server;
    }

    /// <summary>A server's entry in mcp.json.</summary>
    public JsonObject Configure(string server) => _servers[server]!.AsObject();

    /// <summary>Takes a server out of mcp.json.</summary>
    public void Remove(string server) => _servers.Remove(server);

    /// <summary>Gives a server another name in mcp.json.</summary>
    public void Rename(string server, string name)
    {
        var entry = _servers[server]!.DeepClone();
        _servers.Remove(server);
        _servers[name] = entry;
    }

    /// <summary>Adds a server that plays scripts.</summary>
    public ScriptedChild AddScripted(string name = "child")
    {
        var folder = Directory.CreateDirectory(PathOf("scripts-" + name)).FullName;
        return new(folder, Add(name, Built.Child, folder));
    }

    /// <summary>Adds the sample server on a folder of its own with the given files.</summary>
    public string AddSample(string name, params (string Path, string Text)[] files)
    {
        var folder = Directory.CreateDirectory(PathOf("files-" + name)).FullName;
        foreach (var (path, text) in files) File.WriteAllText(Path.Combine(folder, path), text);
        Add(name, Built.SampleServer, folder);
        return folder;
    }

    /// <summary>Writes mcp.json as it is described so far.</summary>
    public string WriteConfiguration()
    {
        var gateway = Entry.DeepClone().AsObject();
        gateway["command"] = "mcp-gateway";
        gateway["servers"] = _servers.DeepClone();
        return WriteConfiguration(new JsonObject { ["mcpServers"] = new JsonObject { ["mcp-gateway"] = gateway } }.ToJsonString());
    }

    public string WriteConfiguration(string text)
    {
        var path = PathOf("mcp.json");
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Starts a gateway and leaves it to the test to speak to it.</summary>
    public RawClient Start(params string[] options)
    {
        var client = new RawClient(["--mcp-json-path", WriteConfiguration(), .. options], Environment, Folder);
        _clients.Add(client);
        return client;
    }

    /// <summary>Starts a gateway and initializes a session with it.</summary>
    public RawClient Open(params string[] options)
    {
        var client = Start(options);
        client.Initialize();
        return client;
    }

    /// <summary>Starts a gateway that masks, and initializes a session with it.</summary>
    public RawClient OpenGuarded() => Open("--enable-guardrails", "basic");

    /// <summary>Runs a command that serves nobody; <c>--mcp-json-path</c> is added.</summary>
    public CommandResult Run(params string[] arguments) => RunBare([.. arguments, "--mcp-json-path", WriteConfiguration()]);

    public CommandResult RunBare(params string[] arguments) => CommandResult.Of(arguments, Environment, Folder);

    /// <summary>The same with something on its stdin.</summary>
    public CommandResult RunWithInput(string input, params string[] arguments) => CommandResult.Of(arguments, Environment, Folder, input);

    public void Dispose()
    {
        foreach (var client in _clients) client.Dispose();
        foreach (var owned in _owned) owned.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
