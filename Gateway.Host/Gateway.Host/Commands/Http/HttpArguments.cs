using System.CommandLine;

namespace Gateway.Host.Commands.Http;

/// <summary>The options of <c>serve</c> for HTTP.</summary>
internal sealed class HttpArguments
{
    private readonly Option<string?> _url = new("--http") { Description = "Serve HTTP clients at this address, such as http://127.0.0.1:7878", HelpName = "URL" };
    private readonly Option<bool> _stdio = new("--stdio") { Description = "With --http: also serve a client on stdin and stdout, and end with it" };
    private readonly Option<bool> _noAuth = new("--no-auth") { Description = "With --http on this machine only: let everybody in who can reach the address" };
    private readonly Option<string?> _tokens = new("--token-file") { Description = "The tokens that let in, a line each, 'NAME TOKEN' or only one TOKEN", HelpName = "FILE" };
    private readonly Option<string?> _certificate = new("--tls-certificate") { Description = "The certificate chain for https://, PEM", HelpName = "FILE" };
    private readonly Option<string?> _key = new("--tls-key") { Description = "The certificate's private key, PEM", HelpName = "FILE" };
    private readonly Option<bool> _behindProxy = new("--behind-proxy") { Description = "A proxy in front of the gateway has TLS: http:// on other addresses than loopback is allowed" };
    private readonly Option<string[]> _hosts = Repeatable("--allow-host", "NAME", "A name that clients call the gateway by; repeatable");
    private readonly Option<string[]> _origins = Repeatable("--allow-origin", "ORIGIN", "A web page's origin that may use the gateway from a browser, such as https://app.example; repeatable");

    public void AddTo(Command command)
    {
        Option[] all = [_url, _stdio, _noAuth, _tokens, _certificate, _key, _behindProxy, _hosts, _origins];
        foreach (var option in all) command.Options.Add(option);
    }

    /// <summary>Null when HTTP is not asked for.</summary>
    /// <exception cref="UsageException">An option means nothing without <c>--http</c>.</exception>
    public Values? Read(ParseResult result)
    {
        if (result.GetValue(_url) is not { } url)
        {
            Option[] others = [_stdio, _noAuth, _tokens, _certificate, _key, _behindProxy, _hosts, _origins];
            if (Array.Find(others, option => result.GetResult(option) is { Implicit: false }) is { } lonely) throw new UsageException($"{lonely.Name} is for HTTP clients; give --http URL too");
            return null;
        }

        return new()
        {
            Url = url,
            HasStdio = result.GetValue(_stdio),
            HasNoAuth = result.GetValue(_noAuth),
            TokenFile = result.GetValue(_tokens),
            Certificate = result.GetValue(_certificate),
            Key = result.GetValue(_key),
            IsBehindProxy = result.GetValue(_behindProxy),
            Hosts = result.GetValue(_hosts) ?? [],
            Origins = result.GetValue(_origins) ?? [],
        };
    }

    private static Option<string[]> Repeatable(string name, string value, string description) => new(name)
    {
        Description = description,
        HelpName = value,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>What the command line says, unchecked.</summary>
    internal sealed record Values
    {
        public required string Url { get; init; }

        public bool HasStdio { get; init; }

        public bool HasNoAuth { get; init; }

        public string? TokenFile { get; init; }

        public string? Certificate { get; init; }

        public string? Key { get; init; }

        public bool IsBehindProxy { get; init; }

        public IReadOnlyList<string> Hosts { get; init; } = [];

        public IReadOnlyList<string> Origins { get; init; } = [];
    }
}
