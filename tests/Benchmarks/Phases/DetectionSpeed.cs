using System.Text.Json;
using Benchmarks.Preparation;

namespace Benchmarks.Phases;

/// <summary>How fast guardrails read clean text: the repository's own sources and pages, without those that are about secrets, through <c>guardrails eval</c>.</summary>
internal static class DetectionSpeed
{
    private static readonly string[] AboutSecrets = ["tests/", "Plugins/", "Gateway.Core/Gateway.Detection/"];
    private static readonly string[] Endings = [".cs", ".md", ".csproj", ".sln", ".props"];

    /// <summary>In megabytes of 10⁶ UTF-8 bytes a second, on one thread, all named guardrails counted.</summary>
    /// <exception cref="BenchmarkException">The command failed.</exception>
    public static double Measure(string gateway, string guardrails)
    {
        var file = Path.Combine(Repository.Output, "clean.jsonl");
        if (!File.Exists(file)) File.WriteAllLines(file, Sources().Select(Record));
        using var answer = JsonDocument.Parse(Tool.Run(gateway, "guardrails", "eval", file, "--enable-guardrails", guardrails, "--json"));
        return answer.RootElement.GetProperty("megabytesPerSecond").GetDouble();
    }

    private static IEnumerable<string> Sources() =>
        Tool.Run("git", "ls-files").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(file => Endings.Contains(Path.GetExtension(file)) && !AboutSecrets.Any(file.StartsWith))
            .Select(file => Path.Combine(Repository.Root, file));

    private static string Record(string file, int index) =>
        JsonSerializer.Serialize(new { id = $"{index}", text = File.ReadAllText(file), kind = "source" });
}
