using System.Runtime.InteropServices;

namespace Gateway.Core.Plugins;

/// <summary>The folders under <c>runtimes/</c> that hold files for this machine.</summary>
internal static class RuntimeIdentifiers
{
    /// <summary>The nearest first. Only portable ones: since .NET 8 the runtime itself looks at no others.</summary>
    public static IReadOnlyList<string> Compatible { get; } = List();

    private static List<string> List()
    {
        var own = RuntimeInformation.RuntimeIdentifier;
        var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        string[] systems = own switch
        {
            _ when OperatingSystem.IsWindows() => ["win"],
            _ when OperatingSystem.IsMacOS() => ["osx", "unix"],
            _ when own.Contains("musl", StringComparison.Ordinal) || own.StartsWith("alpine", StringComparison.Ordinal) => ["linux-musl", "linux", "unix"],
            _ => ["linux", "unix"],
        };
        return [own, .. systems.SelectMany(system => new[] { $"{system}-{architecture}", system }), "any", "base"];
    }
}
