using System.Text.Json.Serialization;
using Gateway.Core.Plugins;

namespace Gateway.Core.Running;

/// <summary>The private copy of a plugin in a running gateway.</summary>
/// <remarks>Whoever wants the hash computes it: in each gateway it would cost 8 MB of memory, for OpenSSL and the files.</remarks>
internal sealed record RunningCopy
{
    public required string Folder { get; init; }

    /// <summary>Relative paths in ordinal order.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The same number that the loader has; null when the copy is gone.</summary>
    [JsonIgnore]
    public string? Hash
    {
        get
        {
            try
            {
                return PluginHash.Of(Folder, Files);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
            {
                return null;
            }
        }
    }
}
