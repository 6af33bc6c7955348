using System.Text.Json.Nodes;
using EndToEnd.Peers;

namespace EndToEnd.RealServers;

internal static class AssertTools
{
    /// <summary>A tool that runs only as a task of 2025-11-25 is of no use to a modern client: it may be there without that mark, or not at all.</summary>
    public static void AreTheSameButForTasks(JsonObject expected, JsonObject actual)
    {
        Comparable.AssertSame(Taskless(expected), Taskless(actual));
    }

    private static JsonObject Taskless(JsonObject outcome)
    {
        var tools = outcome["result"]!["tools"]!.AsArray();
        for (var i = tools.Count - 1; i >= 0; i--)
        {
            if ((string?)tools[i]!["name"] == "simulate-research-query") tools.RemoveAt(i);
            else tools[i]!.AsObject().Remove("execution");
        }

        return outcome;
    }
}
