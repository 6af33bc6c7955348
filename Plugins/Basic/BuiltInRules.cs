using Gateway.Detection.RuleFiles;

namespace Gateway.Plugins.Basic;

/// <summary>The rules of this folder, which the assembly carries.</summary>
internal static class BuiltInRules
{
    /// <param name="withExamples">Only tests want those.</param>
    public static IEnumerable<RuleDefinition> Read(bool withExamples)
    {
        var assembly = typeof(BuiltInRules).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".json", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var json = new byte[stream.Length];
            stream.ReadExactly(json);
            foreach (var definition in RuleFile.Read(json, withExamples)) yield return definition;
        }
    }
}
