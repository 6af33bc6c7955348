using EndToEnd.Running;
using Gateway.Core.Tests.Plugins.Zoo;

namespace EndToEnd.Plugins;

/// <summary>Workspaces with plugins of tests/TestPlugins.</summary>
internal static class PluginWorkspace
{
    /// <summary>A text that every test plugin looks for.</summary>
    public const string Word = "swordfish";

    /// <summary>The user's plugins folder, which gateways of this workspace search.</summary>
    public static ZooFolder Dropped(this Workspace workspace) => new(Path.Combine(workspace.Environment["MCP_GATEWAY_HOME"], "plugins"));

    /// <summary>Adds a plugin to a folder that is searched only when it is named.</summary>
    /// <returns>The folder, for <c>--plugins-dir</c>.</returns>
    public static string DropElsewhere(this Workspace workspace, string project) => new ZooFolder(workspace.PathOf("plugins")).Add(project).Path;

    /// <summary>A server whose one tool answers with the word, and a gateway that enables one dropped plugin.</summary>
    public static (ScriptedChild Child, RawClient Gateway) OpenWith(this Workspace workspace, string project, string guardrails)
    {
        var child = workspace.AddScripted().AnswerText("same", $"a {Word} swims");
        workspace.Dropped().Add(project);
        return (child, workspace.Open("--enable-guardrails", guardrails));
    }
}
