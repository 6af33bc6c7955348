using System.Text;
using Gateway.Core.Configuration;
using Gateway.Core.Home;
using Gateway.Core.Protocol;
using Gateway.Core.Text;

namespace Gateway.Core.Servers;

/// <summary>Remembers what was learned of servers: a small file for each configuration of a server, in the gateway's home.</summary>
/// <param name="folder">Where the files are; null remembers nothing.</param>
/// <param name="environment">The gateway's own environment: it tells which program a command is.</param>
internal sealed class ServerMemory(string? folder, IReadOnlyDictionary<string, string>? environment = null)
{
    private static readonly byte[] Head = "{\"check\":\""u8.ToArray();
    private const int CheckLength = 16;

    private readonly Lock _lock = new();

    /// <summary>What was remembered; nothing when there is no file, or it can't be read.</summary>
    public KnownServer Recall(ServerConfiguration server)
    {
        if (PathOf(server) is not { } path) return KnownServer.Nothing;
        var nothing = KnownServer.Nothing with { Program = ProgramIdentity.Of(server, environment ?? new Dictionary<string, string>()) };
        // Another program may speak another revision, and offer other tools.
        return TryRead(path) is { } json && Read(json) is { } known && known.Program == nothing.Program ? known : nothing;
    }

    /// <summary>Remembers it for the next start; what can't be written is learned again.</summary>
    public void Remember(ServerConfiguration server, KnownServer known)
    {
        if (PathOf(server) is not { } path) return;
        var content = Write(known);
        try
        {
            lock (_lock)
            {
                if (TryRead(path) is { } json && json.AsSpan().SequenceEqual(content)) return;
                PrivateFolder.Create(folder!); // not null: there is a path
                PrivateFile.Write(path, content);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ConfigurationException)
        {
            // Two gateways at once, or a full disk: it is a memory, no more.
        }
    }

    // Null when there is no file, or not all of it is as it was written.
    private static byte[]? TryRead(string path)
    {
        try
        {
            if (!File.Exists(path)) return null;
            var json = File.ReadAllBytes(path);
            return IsWhole(json) && IsObject(json) ? json : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> json) => json.StartsWith(Head) && json.Length > Head.Length + CheckLength
        && json.Slice(Head.Length, CheckLength).SequenceEqual(Check(json[(Head.Length + CheckLength)..]));

    private static byte[] Check(ReadOnlySpan<byte> rest)
    {
        var hash = new StableHash();
        hash.Add(rest);
        return Encoding.ASCII.GetBytes(hash.ToString());
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
        if (server.IsShared) hash.Add("shared"); // it is spoken to as its first session does, whatever it speaks
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
        Tools = JsonMembers.Raw(json, "tools"u8) is { IsEmpty: false } tools ? Encoding.UTF8.GetString(tools) : null,
        Policy = JsonMembers.Text(json, "policy"u8) ?? "",
        Program = JsonMembers.Text(json, "program"u8) ?? "",
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
        if (known.Tools is { } tools) members.Add(new("tools", Encoding.UTF8.GetBytes(tools)));
        if (known.Policy.Length > 0) members.Add(new("policy", JsonText.Quote(known.Policy)));
        members.Add(new("program", JsonText.Quote(known.Program)));
        byte[] rest = [.. "\","u8, .. JsonMembers.Write(members).AsSpan(1)];
        return [.. Head, .. Check(rest), .. rest];
    }

    private static bool? Answer(ReadOnlySpan<byte> raw) => raw.IsEmpty ? null : raw.SequenceEqual("true"u8);

    private static byte[] Word(bool answer) => Encoding.ASCII.GetBytes(answer ? "true" : "false");
}
