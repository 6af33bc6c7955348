using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Core.Plugins;

/// <summary>One SHA-256 over all files of a plugin: path, length and content of each, in the order given.</summary>
internal static class PluginHash
{
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
