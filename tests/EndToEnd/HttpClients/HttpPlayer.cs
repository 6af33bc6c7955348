using System.Text.Json.Nodes;
using EndToEnd.Peers;
using EndToEnd.Running;

namespace EndToEnd.HttpClients;

/// <summary>Has a client play a session over HTTP, with the token of the gateway that guards the server.</summary>
internal static class HttpPlayer
{
    // As text: a JsonNode cannot be read by several threads.
    private static readonly Dictionary<(PeerClient, PeerServer, Route, string), Task<Dictionary<string, string>>> Played = [];

    /// <summary>What the names of the server have before them.</summary>
    public static string PrefixOf(Route route) => route == Route.AllServers ? Player.ServerName + "_" : "";

    /// <summary>What came of a step; the tests of a session share it.</summary>
    public static async Task<JsonObject> StepAsync(PeerClient client, PeerServer server, Route route, string session, string step)
    {
        Task<Dictionary<string, string>>? played;
        lock (Played)
        {
            var key = (client, server, route, session);
            if (!Played.TryGetValue(key, out played)) Played[key] = played = Task.Run(async () => ByName(await PlayAsync(client, server, route, SessionScript.Of(session))));
        }

        return JsonNode.Parse((await played)[step])!.AsObject();
    }

    /// <summary>Starts a gateway before the server of the workspace that has the name of the players' server.</summary>
    public static HttpGateway Start(Workspace workspace)
    {
        workspace.RequireNpm("client");
        return workspace.Own(new HttpGateway(workspace, "--enable-guardrails", "basic"));
    }

    public static Uri UrlOf(HttpGateway gateway, Route route) => route == Route.AllServers ? gateway.Url : new($"{gateway.Url}/{Player.ServerName}");

    public static Launch LaunchOf(Workspace workspace, HttpGateway gateway, Route route) => Launch.Http(workspace, gateway, UrlOf(gateway, route), PrefixOf(route));

    private static async Task<JsonArray> PlayAsync(PeerClient client, PeerServer server, Route route, JsonObject script)
    {
        using var workspace = new Workspace();
        workspace.AddPeer(server, Player.ServerName);
        var gateway = Start(workspace);
        var outcomes = await Player.PlayAsync(client, LaunchOf(workspace, gateway, route), script);
        gateway.End();
        return outcomes;
    }

    private static Dictionary<string, string> ByName(JsonArray outcomes) => outcomes.ToDictionary(outcome => (string)outcome!["name"]!, outcome => outcome!.ToJsonString());
}
