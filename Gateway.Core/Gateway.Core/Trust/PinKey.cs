using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Gateway.Core.Configuration;
using Gateway.Core.Home;
using Gateway.Core.Protocol;

namespace Gateway.Core.Trust;

/// <summary>The key of the pins' hashes: without it nobody can try out what a short secret in them may be.</summary>
internal sealed class PinKey
{
    private const int Bytes = 32;

    private readonly byte[] _inner = new byte[Sha256.BlockBytes];
    private readonly byte[] _outer = new byte[Sha256.BlockBytes];

    public PinKey(ReadOnlySpan<byte> key)
    {
        key.CopyTo(_inner);
        key.CopyTo(_outer);
        for (var i = 0; i < Sha256.BlockBytes; i++) (_inner[i], _outer[i]) = ((byte)(_inner[i] ^ 0x36), (byte)(_outer[i] ^ 0x5c));
    }

    /// <exception cref="ConfigurationException">It is missing or damaged.</exception>
    public static PinKey Read(string path, string pins)
    {
        if (!File.Exists(path)) throw Unusable(path, "is missing", pins);
        var key = PrivateFile.Read(path);
        return key.Length == Bytes ? new(key) : throw Unusable(path, "is damaged", pins);
    }

    /// <summary>Makes a new one.</summary>
    /// <exception cref="ConfigurationException">It cannot be written.</exception>
    public static PinKey Create(string path)
    {
        var key = NewKey();
        PrivateFile.Write(path, key);
        return new(key);
    }

    /// <summary>HMAC-SHA-256 (RFC 2104) of texts, each with its length, so that "a","b" differs from "ab"; in hexadecimal digits.</summary>
    public string Hash(params ReadOnlySpan<string?> texts)
    {
        using var message = new MemoryStream();
        message.Write(_inner);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var text in texts)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, text?.Length ?? -1);
            message.Write(length);
            message.Write(MemoryMarshal.AsBytes(text.AsSpan()));
        }

        var inner = Sha256.Hash(message.GetBuffer().AsSpan(0, (int)message.Length));
        return Convert.ToHexStringLower(Sha256.Hash([.. _outer, .. inner]));
    }

    private static ConfigurationException Unusable(string path, string how, string pins) =>
        new($"{Printable.Line(path)} {how}, without which nothing in {Printable.Line(pins)} can be compared; restore it, or delete both to trust every configuration as it stands now");

    // The runtime's own generator is OpenSSL's on Linux, and the key is made at a start.
    private static byte[] NewKey()
    {
        if (!OperatingSystem.IsLinux()) return RandomNumberGenerator.GetBytes(Bytes);
        var key = new byte[Bytes];
        using var random = new FileStream("/dev/urandom", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        random.ReadExactly(key);
        return key;
    }
}
