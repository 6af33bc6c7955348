using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Core.Eras;

/// <summary>Makes and checks the <c>requestState</c> by which a client comes back to a parked call. It holds no secret and can't be forged.</summary>
/// <remarks>Source: MCP 2026-07-28, patterns/mrtr: integrity, a short expiry, and the request that it belongs to. The key lives as long as the session.</remarks>
internal sealed class SignedState
{
    private const string Prefix = "mcp-gateway.";
    private const int IdLength = 8;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <param name="id">The parked call.</param>
    /// <param name="request">What the state may come back with: method and name.</param>
    public string Sign(long id, string request)
    {
        Span<byte> state = stackalloc byte[IdLength + HMACSHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(state, id);
        Mac(id, request).CopyTo(state[IdLength..]);
        return Prefix + Base64Url.EncodeToString(state);
    }

    /// <summary>False when it was not made here for such a request.</summary>
    public bool TryVerify(string state, string request, out long id)
    {
        id = 0;
        Span<byte> bytes = stackalloc byte[IdLength + HMACSHA256.HashSizeInBytes];
        if (!state.StartsWith(Prefix, StringComparison.Ordinal) || Base64Url.DecodeFromChars(state.AsSpan(Prefix.Length), bytes, out _, out var length) != OperationStatus.Done || length != bytes.Length) return false;
        id = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return CryptographicOperations.FixedTimeEquals(bytes[IdLength..], Mac(id, request));
    }

    private byte[] Mac(long id, string request) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(FormattableString.Invariant($"{id}\n{request}")));
}
