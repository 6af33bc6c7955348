using System.Text.Json;
using Gateway.Core.Configuration;
using Gateway.Core.Home;
using Gateway.Core.Plugins;
using Gateway.Core.Protocol;

namespace Gateway.Core.Trust;

/// <summary>The pins in the gateway's home, and the key of their hashes beside them. Several gateways use them at once.</summary>
internal sealed class TrustFile(string home)
{
    private readonly string _key = System.IO.Path.Combine(home, "trust.key");
    private readonly string _lock = System.IO.Path.Combine(home, "trust.lock");

    /// <summary>trust.json: it is replaced as a whole, so it can be read at any time.</summary>
    public string Path { get; } = System.IO.Path.Combine(home, "trust.json");

    /// <summary>Null when there is none yet: nothing was ever trusted.</summary>
    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public Pins? Read()
    {
        if (!File.Exists(Path)) return null;
        foreach (var path in (string[])[home, Path]) Check(path);
        try
        {
            return PinsJson.Read(PrivateFile.Read(Path)) ?? throw new ConfigurationException($"{Printable.Line(Path)} was written by a newer gateway; update this one");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ConfigurationException($"{Printable.Line(Path)} is damaged, so it is not known what was trusted; restore it, or delete it to trust every configuration as it stands now");
        }
    }

    /// <summary>Compares a configuration with the pins, and changes nothing.</summary>
    /// <exception cref="ConfigurationException">They cannot be used.</exception>
    public FileReview Look(GatewayConfiguration configuration) =>
        Read() is { } pins ? FileReview.Of(configuration, pins, PinKey.Read(_key, Path)) : FileReview.Of(configuration, new(), new([]));

    /// <summary>Changes the pins while no other gateway does.</summary>
    /// <param name="change">Gets what is pinned now; says whether it changed that.</param>
    /// <exception cref="ConfigurationException">They cannot be used or written.</exception>
    public void Update(Func<Pins, PinKey, bool> change)
    {
        using var held = PrivateFile.Lock(_lock);
        var pins = Read();
        // A key whose pins are gone is used again: nothing else was hashed with it.
        var key = pins is null && !File.Exists(_key) ? PinKey.Create(_key) : PinKey.Read(_key, Path);
        pins ??= new();
        if (change(pins, key)) PrivateFile.Write(Path, PinsJson.Write(pins));
    }

    private static void Check(string path)
    {
        try
        {
            if (!WriteAccess.IsOpenToOthers(path) && !WriteAccess.IsOwnedByAnother(path)) return;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{Printable.Line(path)} cannot be read ({exception.GetType().Name})");
        }

        throw new ConfigurationException($"{Printable.Line(path)} cannot be relied on: other users of this machine may write to it, and with it trust what they like; make it your own with chown and chmod go-w");
    }
}
