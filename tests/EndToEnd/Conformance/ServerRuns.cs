using EndToEnd.Peers;
using EndToEnd.Running;

namespace EndToEnd.Conformance;

/// <summary>Runs the sets of scenarios once for each place: their tests share one gateway.</summary>
internal static class ServerRuns
{
    private static readonly string Server = Path.Combine(Npm.Folder, "conformance", "server.mjs");
    private static readonly Dictionary<ServerPlace, Task<IReadOnlyDictionary<string, SuiteRun>>> Started = [];

    public static async Task<SuiteRun> OfAsync(string set, ServerPlace place)
    {
        Task<IReadOnlyDictionary<string, SuiteRun>>? runs;
        lock (Started)
        {
            if (!Started.TryGetValue(place, out runs)) Started[place] = runs = Task.Run(() => RunAsync(place));
        }

        return (await runs)[set];
    }

    private static async Task<IReadOnlyDictionary<string, SuiteRun>> RunAsync(ServerPlace place)
    {
        using var workspace = new Workspace();
        workspace.RequireNpm("conformance");
        if (place == ServerPlace.Direct) return await RunAllAsync(workspace, new(StartServer(workspace).Url));
        if (place == ServerPlace.BehindStdio) workspace.Add("conformance", "node", Server);
        else workspace.AddRemote("conformance", StartServer(workspace).Url, "http");
        // The suite shows no token, and calls the tools by the server's own names.
        using var gateway = new HttpGateway(workspace, "--no-auth", "--tool-names", "plain", "--enable-guardrails", Suite.Guardrails);
        var runs = await RunAllAsync(workspace, gateway.Url);
        gateway.End();
        return runs;
    }

    private static NpmProcess StartServer(Workspace workspace) => workspace.Own(NpmProcess.Start(Server, "http", workspace.Environment));

    private static async Task<IReadOnlyDictionary<string, SuiteRun>> RunAllAsync(Workspace workspace, Uri url)
    {
        var runs = new Dictionary<string, SuiteRun>();
        foreach (var set in ScenarioSet.All) runs[set.Name] = await SuiteRun.AgainstAsync(workspace, set, url);
        return runs;
    }
}
