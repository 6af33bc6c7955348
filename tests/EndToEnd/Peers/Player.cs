using System.Text.Json.Nodes;
using EndToEnd.Running;

namespace EndToEnd.Peers;

/// <summary>Plays a session once for each pair, and keeps what came of it: the tests of a pair share one gateway.</summary>
internal static class Player
{
    /// <summary>The name of the server behind the gateway.</summary>
    public const string ServerName = "peer";

    // As text: a JsonNode cannot be read by several threads.
    private static readonly Dictionary<(PeerClient, PeerServer, bool, string), Task<Dictionary<string, string>>> Played = [];

    /// <summary>What a step came to without the gateway.</summary>
    public static Task<JsonObject> DirectAsync(PeerClient client, PeerServer server, string session, string step) => StepAsync(client, server, isDirect: true, session, step);

    public static Task<JsonObject> ThroughGatewayAsync(PeerClient client, PeerServer server, string session, string step) => StepAsync(client, server, isDirect: false, session, step);

    private static async Task<JsonObject> StepAsync(PeerClient client, PeerServer server, bool isDirect, string session, string step) =>
        JsonNode.Parse((await PlayOnceAsync(client, server, isDirect, session))[step])!.AsObject();

    private static Task<Dictionary<string, string>> PlayOnceAsync(PeerClient client, PeerServer server, bool isDirect, string session)
    {
        lock (Played)
        {
            var key = (client, server, isDirect, session);
            if (!Played.TryGetValue(key, out var played)) Played[key] = played = Task.Run(async () => ByName(await PlayAsync(client, server, isDirect, session)));
            return played;
        }
    }

    private static Dictionary<string, string> ByName(JsonArray outcomes) => outcomes.ToDictionary(outcome => (string)outcome!["name"]!, outcome => outcome!.ToJsonString());

    private static async Task<JsonArray> PlayAsync(PeerClient client, PeerServer server, bool isDirect, string session)
    {
        using var workspace = new Workspace();
        workspace.RequireNpm("client");
        workspace.AddPeer(server, ServerName);
        var launch = isDirect ? Launch.Direct(workspace, server) : Launch.Gateway(workspace, ServerName + "_");
        return await PlayAsync(client, launch, SessionScript.Of(session));
    }

    /// <summary>Plays a session once more, with a client of its own.</summary>
    public static Task<JsonArray> PlayAsync(PeerClient client, Launch launch, JsonObject script) => client switch
    {
        PeerClient.LegacyNpm => NpmPlayer.PlayAsync("legacy-client.mjs", launch, script),
        PeerClient.ModernNpm => NpmPlayer.PlayAsync("modern-client.mjs", launch, script),
        PeerClient.LegacySdk => SdkPlayer.PlayAsync(launch, script, "2025-06-18"),
        _ => SdkPlayer.PlayAsync(launch, script, "2026-07-28"),
    };
}
