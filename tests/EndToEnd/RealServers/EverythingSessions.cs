using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using EndToEnd.Peers;
using EndToEnd.Running;

namespace EndToEnd.RealServers;

/// <summary>What server-everything answers, directly and behind the gateway: each session is played once.</summary>
internal static class EverythingSessions
{
    public const string ServerName = "all";

    private static readonly ConcurrentDictionary<string, Lazy<Task<Dictionary<string, string>>>> Played = [];

    public static Task<JsonObject> DirectAsync(string session, string step) =>
        StepAsync($"direct {session}", step, () => PlayAsync(session, PeerClient.LegacyNpm, workspace =>
            new("node", [NpmServer.ProgramOf("server-everything"), "stdio"], workspace.Environment, workspace.Folder, "")));

    public static Task<JsonObject> OverStdioAsync(PeerClient client, string session, string step) =>
        StepAsync($"stdio {client} {session}", step, () => PlayAsync(session, client, workspace =>
        {
            workspace.AddNpm(ServerName, "server-everything", "stdio");
            return Launch.Gateway(workspace, ServerName + "_");
        }));

    public static Task<JsonObject> OverHttpAsync(PeerClient client, string session, string step) =>
        StepAsync($"http {client} {session}", step, () => PlayAsync(session, client, workspace =>
        {
            workspace.AddEverything(ServerName, "streamableHttp");
            return Launch.Gateway(workspace, ServerName + "_");
        }));

    private static async Task<JsonObject> StepAsync(string key, string step, Func<Task<JsonArray>> play)
    {
        var played = Played.GetOrAdd(key, _ => new(() => Task.Run(async () => (await play()).ToDictionary(outcome => (string)outcome!["name"]!, outcome => outcome!.ToJsonString()))));
        return JsonNode.Parse((await played.Value)[step])!.AsObject();
    }

    private static async Task<JsonArray> PlayAsync(string session, PeerClient client, Func<Workspace, Launch> launch)
    {
        using var workspace = new Workspace();
        workspace.RequireNpm("server-everything");
        return await Player.PlayAsync(client, launch(workspace), SessionScript.Of(session));
    }
}
