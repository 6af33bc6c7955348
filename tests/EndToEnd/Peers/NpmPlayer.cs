using System.Diagnostics;
using System.Text.Json.Nodes;
using EndToEnd.Running;

namespace EndToEnd.Peers;

/// <summary>Has a client of npm play a session.</summary>
internal static class NpmPlayer
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task<JsonArray> PlayAsync(string client, Launch launch, JsonObject session)
    {
        session["command"] = launch.Command;
        session["args"] = new JsonArray([.. launch.Arguments.Select(argument => JsonValue.Create(argument))]);
        session["env"] = new JsonObject(launch.Environment.Select(variable => KeyValuePair.Create(variable.Key, (JsonNode?)variable.Value)));
        session["cwd"] = launch.Folder;
        if (launch.Url is { } url) (session["url"], session["token"]) = (url.ToString(), launch.Token);
        session["prefix"] = launch.Prefix;
        var file = Path.Combine(launch.Folder, $"{client}.json");
        await File.WriteAllTextAsync(file, session.ToJsonString());

        var start = new ProcessStartInfo("node", [Npm.Peer(client), file]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!; // never null without the shell
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{client} did not end; its stderr: {await error}");
        }

        if (process.ExitCode != 0) throw new InvalidDataException($"{client} ended with {process.ExitCode}; its stderr: {await error}");
        return JsonNode.Parse(await output)!.AsArray();
    }
}
