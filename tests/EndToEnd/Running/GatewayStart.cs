using System.Diagnostics;
using System.Text;

namespace EndToEnd.Running;

/// <summary>How these tests start the gateway: with nothing of their own environment that is not named.</summary>
internal static class GatewayStart
{
    public static ProcessStartInfo Of(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string folder)
    {
        var start = new ProcessStartInfo(Built.Gateway, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return start;
    }
}
