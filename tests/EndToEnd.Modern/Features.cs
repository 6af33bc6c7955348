using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;

namespace EndToEnd.Modern;

/// <summary>What the servers of the tests have in common, whatever they are written in: features.json.</summary>
internal static class Features
{
    private static readonly JsonNode All = JsonNode.Parse(typeof(Features).Assembly.GetManifestResourceStream("features.json")!)!; // embedded by the project

    public static T Of<T>(params string[] path) => path.Aggregate(All, (node, name) => node[name]!).Deserialize<T>(McpJsonUtilities.DefaultOptions)!; // the file has no null
}
