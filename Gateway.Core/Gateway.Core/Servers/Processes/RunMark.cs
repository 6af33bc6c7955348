using System.Buffers.Text;
using System.Text;

namespace Gateway.Core.Servers.Processes;

/// <summary>The mark in the environment of every process that this gateway starts, and of whatever those start: by it they are found again.</summary>
/// <remarks>
/// <c>MCP_GATEWAY_RUN=RUN/SERVER/</c>. A gateway below another one appends its own mark, so each finds the processes that it has to end by
/// looking for its own part, and the outer one finds them all.
/// </remarks>
internal static class RunMark
{
    public const string Variable = "MCP_GATEWAY_RUN";

    private static int _servers;

    /// <summary>This gateway's part: no other process in the world carries it by chance.</summary>
    public static string Run { get; } = NewRun();

    /// <summary>A number for one start of one server.</summary>
    public static int NextServer() => Interlocked.Increment(ref _servers);

    /// <summary>The variable's value for a server, with the marks of the gateways above.</summary>
    public static string Of(int server, string? above) => FormattableString.Invariant($"{above}{Run}{server}/");

    /// <summary>Which server an environment is marked for; 0 is none of this gateway.</summary>
    public static int ServerIn(ReadOnlySpan<byte> environment)
    {
        var at = environment.IndexOf(RunBytes);
        return at >= 0 && Utf8Parser.TryParse(environment[(at + RunBytes.Length)..], out int server, out _) ? server : 0;
    }

    private static byte[] RunBytes { get; } = Encoding.ASCII.GetBytes(Run);

    // Not RandomNumberGenerator: it would load OpenSSL at every start. A Guid is as random.
    private static string NewRun() => Guid.NewGuid().ToString("N") + '/';
}
