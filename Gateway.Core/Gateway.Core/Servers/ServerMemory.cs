using System.Text;
using Gateway.Core.Configuration;
using Gateway.Core.Home;
using Gateway.Core.Protocol;
using Gateway.Core.Text;

namespace Gateway.Core.Servers;

/// <summary>Remembers what was learned of servers: a small file for each configuration of a server, in the gateway's home.</summary>
/// <param name="folder">Where the files are; null remembers nothing.</param>
internal sealed class ServerMemory(string? folder)
{
    /// <summary>What was remembered; nothing when there is no file, or it can't be read.</summary>
    public KnownServer Recall(ServerConfiguration server)
    {
        try
        {
            var path = PathOf(server);
            return path is null || !File.Exists(path) || File.ReadAllBytes(path) is not { Length: > 0 } json || !IsObject(json) ? KnownServer.Nothing : Read(json);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return KnownServer.Nothing;
        }
    }

    /// <summary>Remembers it for the next start; what can't be written is learned again.</summary>
    public void Remember(ServerConfiguration server, KnownServer known)
    {
        if (PathOf(server) is not { } path || Recall(server) == known) return;
        try
        {
            PrivateFolder.Create(folder!); // not null: there is a path
            PrivateFile.Write(path, Write(known));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ConfigurationException)
        {
            // Two gateways at once, or a full disk: it is a memory, no more.
        }
    }

    // Values of variables and queries are secrets, and do not change what a program speaks.
    private string? PathOf(ServerConfiguration server)
    {
        if (folder is null) return null;
        var hash = new StableHash();
        hash.Add(server.Name);
        hash.Add(server.Command);
        foreach (var argument in server.Arguments) hash.Add(argument);
        hash.Add(server.WorkingFolder);
        hash.Add(server.Remote?.Url.Split('?')[0]);
        foreach (var name in server.Environment.Keys.Order(StringComparer.Ordinal)) hash.Add(name);
        return Path.Combine(folder, hash + ".json");
    }

    // Not by a serializer: its code would be loaded at every start.
    private static KnownServer Read(ReadOnlySpan<byte> json) => new()
    {
        Initializes = Answer(JsonMembers.Raw(json, "initialize"u8)),
        Discovers = Answer(JsonMembers.Raw(json, "discover"u8)),
        WasModern = JsonMembers.Raw(json, "modern"u8).SequenceEqual("true"u8),
        Special = JsonMembers.Text(json, "special"u8) is { } special && IsObject(Encoding.UTF8.GetBytes(special)) ? special : null, // it goes into answers as it is
        Instructions = JsonMembers.Text(json, "instructions"u8),
    };

    private static bool IsObject(ReadOnlySpan<byte> json)
    {
        var reader = new JsonScanner(json);
        while (reader.Read())
        {
            // To its end: a file may have been cut.
        }

        return reader.Fault == FrameFault.None && JsonText.IsObject(json);
    }

    private static byte[] Write(KnownServer known)
    {
        var members = new List<KeyValuePair<string, byte[]>>();
        if (known.Initializes is { } initializes) members.Add(new("initialize", Word(initializes)));
        if (known.Discovers is { } discovers) members.Add(new("discover", Word(discovers)));
        if (known.WasModern) members.Add(new("modern", Word(true)));
        if (known.Special is { } special) members.Add(new("special", JsonText.Quote(special)));
        if (known.Instructions is { } instructions) members.Add(new("instructions", JsonText.Quote(instructions)));
        return JsonMembers.Write(members);
    }

    private static bool? Answer(ReadOnlySpan<byte> raw) => raw.IsEmpty ? null : raw.SequenceEqual("true"u8);

    private static byte[] Word(bool answer) => Encoding.ASCII.GetBytes(answer ? "true" : "false");
}
