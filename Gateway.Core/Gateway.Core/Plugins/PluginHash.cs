using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Core.Plugins;

/// <summary>SHA-256 of a plugin's files: path, length and content of each, in the order given.</summary>
internal static class PluginHash
{
    /// <summary>The SHA-256 of one file, in 64 lower-case hexadecimal digits.</summary>
    public static string OfFile(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>The SHA-256 of several files.</summary>
    /// <param name="root">The folder that the paths start from.</param>
    /// <param name="paths">Relative paths, in ordinal order.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Of(string root, IReadOnlyList<string> paths)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(long)];
        foreach (var path in paths)
        {
            var content = File.ReadAllBytes(Path.Combine(root, path));
            hash.AppendData(Encoding.UTF8.GetBytes(path.Replace('\\', '/') + '\0'));
            BinaryPrimitives.WriteInt64LittleEndian(length, content.Length);
            hash.AppendData(length);
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
