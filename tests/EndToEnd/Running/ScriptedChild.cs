using System.Globalization;
using System.Text.Json.Nodes;

namespace EndToEnd.Running;

/// <summary>The test's side of a server that plays scripts; EndToEnd.Child says what a script can do.</summary>
internal sealed class ScriptedChild(string folder, JsonObject configuration)
{
    /// <summary>Its entry in mcp.json.</summary>
    public JsonObject Configuration => configuration;

    /// <summary>What it was sent so far.</summary>
    public string[] Received
    {
        get
        {
            if (!File.Exists(PathOf("received"))) return [];
            using var reader = new StreamReader(new FileStream(PathOf("received"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            var text = reader.ReadToEnd();
            return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }

    public int ProcessId => int.Parse(Deadline.Until("the child has started", () => Read("pid")), CultureInfo.InvariantCulture);

    public bool HasStarted => File.Exists(PathOf("pid"));

    /// <summary>The processes that it was so far, one after the other.</summary>
    public int[] Starts => [.. (Read("starts") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];

    /// <summary>Sets what it does on <c>start</c>, <c>end</c>, <c>call-TOOL</c>, or a method with dashes for slashes.</summary>
    public ScriptedChild On(string occasion, params string[] steps)
    {
        File.WriteAllLines(PathOf(occasion + ".script"), steps);
        return this;
    }

    /// <summary>Offers a tool that answers every call with the given result.</summary>
    public ScriptedChild Answer(string tool, string result) => On($"call-{tool}", $$"""send {"jsonrpc":"2.0","id":{id},"result":{{result}}}""");

    /// <summary>Offers a tool that answers every call with a text.</summary>
    public ScriptedChild AnswerText(string tool, string text = "done") => Answer(tool, $$"""{"content":[{"type":"text","text":{{JsonValue.Create(text).ToJsonString()}}}]}""");

    /// <summary>Sets a tool's whole entry of the listing.</summary>
    public ScriptedChild Describe(string tool, string entry)
    {
        File.WriteAllText(PathOf($"tool-{tool}.json"), entry);
        return this;
    }

    /// <summary>Lets a script go on that waits for this file.</summary>
    public void Release(string file) => File.WriteAllText(PathOf(file), "");

    public void AwaitFile(string file) => Deadline.Until($"the child has reached '{file}'", () => File.Exists(PathOf(file)));

    /// <summary>The first message it was sent that contains the text.</summary>
    public string AwaitReceived(string text) =>
        Deadline.Until($"the child was sent '{text}'", () => Array.Find(Received, line => line.Contains(text, StringComparison.Ordinal)));

    private string PathOf(string name) => Path.Combine(folder, name);

    private string? Read(string name)
    {
        try
        {
            return File.ReadAllText(PathOf(name)) is { Length: > 0 } text ? text : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
