using Gateway.Core.Configuration;

namespace Gateway.Core.Trust;

/// <summary>A configuration beside its pins, server by server.</summary>
internal sealed class FileReview
{
    private FileReview(GatewayConfiguration configuration, bool isFirstUse, IReadOnlyList<ServerReview> servers) =>
        (File, IsFirstUse, Servers) = (configuration.Path, isFirstUse, servers);

    public string File { get; }

    /// <summary>Nothing of the file was ever trusted.</summary>
    public bool IsFirstUse { get; }

    /// <summary>Those that are not switched off.</summary>
    public IReadOnlyList<ServerReview> Servers { get; }

    /// <summary>Whether there is anything to pin.</summary>
    public bool HasNews => IsFirstUse || Servers.Any(server => server.ToPin.Count > 0);

    public static FileReview Of(GatewayConfiguration configuration, Pins pins, PinKey key)
    {
        var risks = new Dictionary<string, FileRisk?>(StringComparer.Ordinal);
        FileRisk? RiskOf(string path) => risks.TryGetValue(path, out var risk) ? risk : risks[path] = FileRisk.Of(path);

        return new(
            configuration,
            !pins.Knows(configuration.Path),
            [.. configuration.Servers.Where(server => server.Sources.Count > 0).Select(server => ServerReview.Of(server, pins, key, RiskOf))]);
    }

    /// <summary>Pins what needs nobody's approval: first uses, and changes in files of the user's own. A server that waits keeps all its pins.</summary>
    public void PinInto(Pins pins, PinKey key)
    {
        pins.Know(File);
        foreach (var review in Servers.Where(review => review.Waits is null)) Pin(review.Server, review.ToPin, pins, key);
    }

    /// <summary>Pins all that the files say of a server now.</summary>
    public static void Pin(ServerConfiguration server, Pins pins, PinKey key) => Pin(server, server.Sources, pins, key);

    private static void Pin(ServerConfiguration server, IEnumerable<SourceFile> sources, Pins pins, PinKey key)
    {
        foreach (var source in sources) pins.Pin(source.Path, server.Name, PinnedServer.Of(source, server.Name, key));
    }
}
