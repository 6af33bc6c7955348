using System.Text;
using Gateway.Core.Catalog;
using Gateway.Core.Configuration;

namespace Gateway.Core.Tests.Catalog;

/// <summary>Tools read from entries as a server lists them.</summary>
internal static class TestTools
{
    public static Tool? Read(string entry, string server = "s", ToolNames style = ToolNames.Prefixed, params string[] servers) =>
        ToolReader.Read(Encoding.UTF8.GetBytes(entry), server, "session", new(servers.Length == 0 ? [server] : servers, style, 64));

    public static Tool Named(string server, string name, ToolNames style = ToolNames.Prefixed) => Read($$"""{"name":"{{name}}","inputSchema":{} }""", server, style)!;

    public static string Shown(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
