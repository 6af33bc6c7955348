using Gateway.Core.Configuration;
using Gateway.Core.Home;
using Gateway.Core.Servers.Processes;

namespace Gateway.Host.Startup;

/// <summary>Keeps a gateway from starting itself again and again through its own configuration.</summary>
internal static class Nesting
{
    /// <summary>The environment for children: this gateway's configuration is added to those of the gateways above it.</summary>
    /// <exception cref="ConfigurationException">A gateway above this one runs the same configuration.</exception>
    public static Dictionary<string, string> Enter(string configurationPath, IReadOnlyDictionary<string, string> environment)
    {
        var above = environment.GetValueOrDefault(ChildEnvironment.Nesting, "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var real = RealPath.Of(configurationPath); // the same file by a link is the same configuration
        if (above.Contains(real, StringComparer.Ordinal))
        {
            throw new ConfigurationException($"{configurationPath}: this configuration starts a gateway that reads it again; remove that server from it");
        }

        return new(environment, ConfigurationEnvironment.VariableNames)
        {
            [ChildEnvironment.Nesting] = string.Join(Path.PathSeparator, [.. above, real]),
        };
    }
}
