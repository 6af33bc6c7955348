using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Trust;

namespace Gateway.Core.Allowing;

/// <summary>The values that the user allowed, as the engine asks for them. It exists only when there are any: the first hash of a process loads a library.</summary>
internal sealed class AllowedValues(byte[] key, IReadOnlyList<AllowedValue> values)
{
    private readonly ILookup<UInt128, AllowedValue> _byHash = values.ToLookup(value => Prefix(Convert.FromHexString(value.Hash)));

    /// <summary>Another for every other list, and for every other key. It tells nothing of either.</summary>
    public string Fingerprint { get; } =
        Convert.ToHexStringLower(Sha256.Hash([.. Sha256.Hash(key), .. Encoding.UTF8.GetBytes(string.Join('\n', values.Select(value => value.Hash + value.Kind).Order(StringComparer.Ordinal)))]));

    /// <summary>Whether this text may pass as that kind.</summary>
    public bool Contains(string kind, ReadOnlySpan<char> text)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(key, text, hash);
        foreach (var value in _byHash[Prefix(hash)])
        {
            if (value.Covers(kind) && Convert.FromHexString(value.Hash).AsSpan().SequenceEqual(hash)) return true;
        }

        return false;
    }

    public static string Hash(byte[] key, ReadOnlySpan<char> text)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(key, text, hash);
        return Convert.ToHexStringLower(hash);
    }

    // Of the units and not of UTF-8: a text may hold lone surrogates, and two of them must not become equal.
    private static void Hash(byte[] key, ReadOnlySpan<char> text, Span<byte> hash) => HMACSHA256.HashData(key, MemoryMarshal.AsBytes(text), hash);

    private static UInt128 Prefix(ReadOnlySpan<byte> hash) => MemoryMarshal.Read<UInt128>(hash);
}
