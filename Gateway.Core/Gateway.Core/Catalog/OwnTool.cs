using System.Text;

namespace Gateway.Core.Catalog;

/// <summary>A tool of the gateway itself.</summary>
internal sealed class OwnTool
{
    private OwnTool(string name, string json) => (Name, Utf8Name, Json) = (name, Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(json));

    public string Name { get; }

    public byte[] Utf8Name { get; }

    public byte[] Json { get; }

    /// <summary>As Lasso's gateway has it: what is behind the gateway, and in which state.</summary>
    public static readonly OwnTool GetMetadata = new(
        "get_metadata",
        """{"name":"get_metadata","description":"Lists the MCP servers behind this gateway with their state, tools and errors, and the guardrails in force.","inputSchema":{"type":"object","properties":{}},"annotations":{"readOnlyHint":true,"openWorldHint":false}}""");

    /// <summary>As Lasso's gateway has it: calls a tool by the names of its server and its own.</summary>
    public static readonly OwnTool RunTool = new(
        "run_tool",
        """{"name":"run_tool","description":"Calls a tool of a server behind this gateway by their own names. get_metadata lists both.","inputSchema":{"type":"object","properties":{"server_name":{"type":"string","description":"The server's name in the configuration."},"tool_name":{"type":"string","description":"The tool's own name on that server."},"arguments":{"type":"object","description":"The tool's arguments."}},"required":["server_name","tool_name"]}}""");
}
