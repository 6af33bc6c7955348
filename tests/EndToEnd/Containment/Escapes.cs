using EndToEnd.Running;

namespace EndToEnd.Containment;

/// <summary>Servers that are hard to end, each in another way; every one of them works until then.</summary>
internal static class Escapes
{
    private const string Stubborn = "trap '' TERM HUP INT; while :; do sleep 1000; done";

    public static readonly string[] All = ["plain", "tree", "deaf", "session", "daemon", "group"];

    public static ScriptedChild AddEscape(this Workspace workspace, string kind)
    {
        var child = workspace.AddScripted(kind).AnswerText("same");
        switch (kind)
        {
            case "tree": child.RunBy("sh", "-c", "\"$0\" \"$1\"; exit 3"); break;
            case "deaf": child.On("start", "ignore-sigterm").On("end", "hang"); break;
            case "session": child.RunBy("setsid", "--wait"); break;
            case "daemon": child.RunBy("sh", "-c", $"(setsid sh -c \"{Stubborn}\" >/dev/null 2>&1 &); exec \"$0\" \"$1\""); break;
            case "group": child.RunBy("sh", "-c", $"setsid sh -c \"{Stubborn}\" & \"$0\" \"$1\""); break;
        }

        return child;
    }

    // The program and its folder go behind the arguments of whoever runs it.
    private static void RunBy(this ScriptedChild child, string command, params string[] arguments)
    {
        var program = child.Configuration["command"]!.GetValue<string>();
        var folder = child.Configuration["args"]![0]!.GetValue<string>();
        child.Configuration["command"] = command;
        child.Configuration["args"] = new System.Text.Json.Nodes.JsonArray([.. arguments, program, folder]);
    }
}
