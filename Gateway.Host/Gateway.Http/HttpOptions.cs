using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Core.Protocol;
using Gateway.Host.Commands;
using Gateway.Host.Commands.Http;
using Gateway.Host.Startup;

namespace Gateway.Http;

/// <summary>How the gateway serves HTTP, as far as it is safe.</summary>
internal sealed record HttpOptions
{
    /// <summary>Where it listens; null for this machine by its name, in all families of addresses.</summary>
    public required IPAddress? Address { get; init; }

    public required int Port { get; init; }

    /// <summary>Null for plain HTTP.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>What leads from it to an authority.</summary>
    public X509Certificate2Collection? CertificateChain { get; init; }

    /// <summary>Null when everybody is let in.</summary>
    public string? TokenFile { get; init; }

    /// <summary>The token file is the gateway's own, which it makes.</summary>
    public bool HasOwnTokenFile { get; init; }

    public required IReadOnlyList<string> Hosts { get; init; }

    public required IReadOnlyList<string> Origins { get; init; }

    public bool HasStdio { get; init; }

    public string Scheme => Certificate is null ? "http" : "https";

    /// <summary>It listens on all addresses of this machine, so any of them may name it.</summary>
    public bool TakesAddresses => Address is { } address && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    public bool IsLocal => Address is null || IPAddress.IsLoopback(Address);

    /// <exception cref="UsageException">It is not safe, or makes no sense.</exception>
    public static HttpOptions Of(HttpArguments.Values said)
    {
        var url = Url(said.Url);
        var address = url.Host == "localhost" ? (url.Port == 0 ? IPAddress.Loopback : null) : AddressOf(url);
        var isLocal = address is null || IPAddress.IsLoopback(address);
        if (said.HasNoAuth && !isLocal) throw new UsageException("--no-auth is for this machine only; listen on 127.0.0.1, or let clients in by token");
        if (said.HasNoAuth && said.TokenFile is not null) throw new UsageException("--no-auth and --token-file contradict each other; give one of them");
        if (url.Scheme == Uri.UriSchemeHttp && !isLocal && !said.IsBehindProxy)
        {
            throw new UsageException($"{url.Host} can be reached by others, and http:// shows them every token; use https:// with --tls-certificate, or --behind-proxy if a proxy in front has TLS");
        }

        if (url.Scheme == Uri.UriSchemeHttp && (said.Certificate ?? said.Key) is not null) throw new UsageException("--tls-certificate and --tls-key are for https://; say --http https://…");
        var (certificate, chain) = url.Scheme == Uri.UriSchemeHttps ? Read(said.Certificate, said.Key) : default;
        return new()
        {
            Address = address,
            Port = url.Port,
            Certificate = certificate,
            CertificateChain = chain,
            TokenFile = said.HasNoAuth ? null : Path.GetFullPath(said.TokenFile ?? GatewayHome.HttpToken),
            HasOwnTokenFile = said.TokenFile is null,
            Hosts = [.. isLocal ? ["localhost", "127.0.0.1", "::1"] : address!.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? Array.Empty<string>() : [address.ToString()], .. said.Hosts.Select(Host)],
            Origins = [.. said.Origins.Select(Origin)],
            HasStdio = said.HasStdio,
        };
    }

    private static Uri Url(string text)
    {
        var example = "; write it as http://127.0.0.1:7878";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)) throw new UsageException($"--http '{Printable.Line(text, 200)}' is no http:// or https:// address{example}");
        if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0 || url.AbsolutePath is not ("/" or "/mcp")) throw new UsageException($"--http takes a scheme, an address and a port; the path is always /mcp{example}");
        return url;
    }

    private static IPAddress AddressOf(Uri url) => IPAddress.TryParse(url.Host.Trim('[', ']'), out var address)
        ? address
        : throw new UsageException($"--http cannot listen on the name '{Printable.Line(url.Host, 200)}'; give an address of this machine, and the name with --allow-host");

    private static (X509Certificate2? Certificate, X509Certificate2Collection? Chain) Read(string? certificate, string? key)
    {
        if (certificate is null) throw new UsageException("https:// needs a certificate; give --tls-certificate FILE and --tls-key FILE, both PEM");
        try
        {
            var own = X509Certificate2.CreateFromPemFile(certificate, key ?? certificate);
            // Windows' TLS cannot use a key that is only in memory.
            if (OperatingSystem.IsWindows()) own = X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), null);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(certificate);
            return (own, chain);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"the certificate {Printable.Line(certificate)} cannot be used with its key ({exception.GetType().Name}); both must be PEM files that belong together");
        }
    }

    private static string Host(string name) => Uri.CheckHostName(name.Trim('[', ']')) != UriHostNameType.Unknown
        ? name.Trim('[', ']')
        : throw new UsageException($"--allow-host '{Printable.Line(name, 200)}' is no name of a host; give it without scheme and port");

    private static string Origin(string text) => Uri.TryCreate(text, UriKind.Absolute, out var origin) && origin.Host.Length > 0 && text == $"{origin.Scheme}://{origin.Authority}"
        ? text
        : throw new UsageException($"--allow-origin '{Printable.Line(text, 200)}' is no origin; write scheme, host and port only, such as https://app.example:8443");
}
