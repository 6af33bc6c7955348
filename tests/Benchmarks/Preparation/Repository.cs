using System.Runtime.InteropServices;

namespace Benchmarks.Preparation;

/// <summary>Where things are.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>What the benchmarks build.</summary>
    public static string Output { get; } = Path.Combine(Root, "artifacts", "bench");

    /// <summary>The portable identifier of this machine; the runtime's own may name a distribution.</summary>
    public static string RuntimeIdentifier { get; } =
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux") + "-" +
        (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
            {
                return folder.FullName;
            }
        }

        throw new BenchmarkException($"No Gateway.sln above {AppContext.BaseDirectory}; run the benchmarks from a clone of the repository.");
    }
}
