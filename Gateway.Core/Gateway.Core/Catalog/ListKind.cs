using Gateway.Core.Protocol;
using Gateway.Core.Text;

namespace Gateway.Core.Catalog;

/// <summary>One of the lists that a server offers, and how its entries are told apart.</summary>
internal sealed class ListKind
{
    private ListKind(string method, string member, string capability, string changed, string key, Place place, bool isNamed = false)
    {
        (Method, Member, Capability, ChangedMethod, Key) = (method, member, capability, changed, key);
        (Place, IsNamed) = (place, isNamed);
    }

    public static readonly ListKind Tools = new(Methods.ToolsList, "tools", "tools", Methods.ToolsListChanged, "name", Places.Tool, isNamed: true);
    public static readonly ListKind Prompts = new(Methods.PromptsList, "prompts", "prompts", Methods.PromptsListChanged, "name", Places.Prompt, isNamed: true);
    public static readonly ListKind Resources = new(Methods.ResourcesList, "resources", "resources", Methods.ResourcesListChanged, "uri", Places.ListedResource);

    /// <summary>URI templates change with the resources: they have no notification of their own.</summary>
    public static readonly ListKind ResourceTemplates =
        new(Methods.ResourceTemplatesList, "resourceTemplates", "resources", Methods.ResourcesListChanged, "uriTemplate", Places.ResourceTemplate);

    /// <summary>Tasks of 2025-11-25 change all the time: they are asked for each time, and never kept.</summary>
    public static readonly ListKind Tasks = new(Methods.TasksList, "tasks", "tasks", "", "taskId", Places.TaskState);

    public string Method { get; }

    /// <summary>The result's member that holds the entries.</summary>
    public string Member { get; }

    /// <summary>The capability of a server that has such a list.</summary>
    public string Capability { get; }

    /// <summary>The notification that the list is another now.</summary>
    public string ChangedMethod { get; }

    /// <summary>The member of an entry that it is asked for by.</summary>
    public string Key { get; }

    /// <summary>What the strings of an entry are.</summary>
    public Place Place { get; }

    /// <summary>Entries get names that tell their server; URIs are never rewritten.</summary>
    public bool IsNamed { get; }

    public override string ToString() => Method;
}
