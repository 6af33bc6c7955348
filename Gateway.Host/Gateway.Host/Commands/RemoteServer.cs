using Gateway.Core.Configuration;
using Gateway.Core.Protocol;

namespace Gateway.Host.Commands;

/// <summary>The remote server that a command names.</summary>
internal static class RemoteServer
{
    /// <exception cref="UsageException">There is none of this name, or it cannot be reached by its configuration.</exception>
    public static RemoteConfiguration Find(GatewayConfiguration configuration, string name)
    {
        var server = configuration.Servers.FirstOrDefault(server => server.Name == name)
            ?? throw new UsageException($"{configuration.Path} has no server '{Printable.Line(name)}'{NearestName.Suggest(name, [.. configuration.Servers.Select(server => server.Name)])}");
        if (server.NeedsApproval is { } waits) throw new UsageException($"server '{Printable.Line(name)}' needs your approval before you sign in to it: {waits}");
        var remote = server.Remote ?? throw new UsageException($"server '{Printable.Line(name)}' is a program on this machine: there is nothing to sign in to");
        return remote.Url.Length > 0 ? remote : throw new UsageException($"server '{Printable.Line(name)}' cannot be reached: {server.NotStarted}");
    }
}
