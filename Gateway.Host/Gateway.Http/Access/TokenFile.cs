using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Configuration;
using Gateway.Core.Home;
using Gateway.Core.Protocol;

namespace Gateway.Http.Access;

/// <summary>The file with the tokens that let in: a line each, <c>NAME TOKEN</c>, or only <c>TOKEN</c> for one person; <c>#</c> begins a comment.</summary>
internal static class TokenFile
{
    /// <summary>The name of whom a token without a name stands for.</summary>
    public const string OnlyPrincipal = "default";

    private const int ShortestToken = 32;

    /// <summary>Makes the gateway's own file when it is not there yet.</summary>
    /// <returns>The new token; null when there was a file already.</returns>
    /// <exception cref="ConfigurationException">It cannot be written.</exception>
    public static string? Ensure(string path)
    {
        using var _ = PrivateFile.Lock(path + ".lock");
        if (File.Exists(path)) return null;
        var token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        PrivateFile.Write(path, Encoding.ASCII.GetBytes(token + "\n"));
        return token;
    }

    /// <summary>The only token of a file that has one; for who is to be told how to use it.</summary>
    public static string? OnlyToken(string path) => Lines(path) is [var only] ? only.Split(' ')[^1] : null;

    /// <exception cref="ConfigurationException">It cannot be read, others may read it, or a line is none of a token.</exception>
    public static IReadOnlyList<AccessToken> Read(string path)
    {
        RefuseOpenFile(path);
        var tokens = new List<AccessToken>();
        foreach (var line in Lines(path))
        {
            var (principal, token) = line.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
            {
                [var only] => (OnlyPrincipal, only),
                [var name, var own] => (Printable.Line(name, 80), own),
                _ => throw Fault(path, "has a line of more than two words; write NAME TOKEN, or only TOKEN"),
            };
            if (token.Length < ShortestToken || !token.All(IsOfToken)) throw Fault(path, $"has a token for '{principal}' that is shorter than {ShortestToken} characters, or has others than letters, digits and -._~+/=; make one with: openssl rand -hex 32");
            if (tokens.Exists(other => other.Principal == principal)) throw Fault(path, $"names '{principal}' twice; give each person one token");
            tokens.Add(new(principal, Hash(token)));
        }

        return tokens.Count > 0 ? tokens : throw Fault(path, "holds no token; remove it to have one made, or write one into it");
    }

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static string[] Lines(string path) =>
        [.. Encoding.UTF8.GetString(PrivateFile.Read(path)).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];

    // RFC 6750 §2.1.
    private static bool IsOfToken(char character) => char.IsAsciiLetterOrDigit(character) || "-._~+/=".Contains(character);

    private static void RefuseOpenFile(string path)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path)) return;
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if ((File.GetUnixFileMode(path) & Others) != 0) throw Fault(path, "can be read or changed by other users of this machine; take that away with: chmod 600");
    }

    private static ConfigurationException Fault(string path, string what) => new($"the token file {Printable.Line(path)} {what}");
}
