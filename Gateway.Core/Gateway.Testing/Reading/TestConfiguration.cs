using System.Text;
using Gateway.Core.Configuration;

namespace Gateway.Testing.Reading;

/// <summary>Policy and settings as a test gives them, read by the gateway's own reader: what it refuses, a test refuses.</summary>
internal static class TestConfiguration
{
    /// <summary>Reads what a <c>--config</c> file may hold.</summary>
    /// <param name="plugins">The policy of each plugin as JSON, by name.</param>
    /// <param name="settings">The gateway's settings as JSON; null when there are none.</param>
    /// <exception cref="PluginTestException">Something can't be used; the message says where.</exception>
    public static GatewayConfiguration Read(IEnumerable<KeyValuePair<string, string>> plugins, string? settings = null) =>
        Sentence(() => ConfigurationLoader.ReadPolicy(ConfigurationFile.Of("the test's policy", Encoding.UTF8.GetBytes(Json(plugins, settings)), Environment.CurrentDirectory), Alone));

    /// <summary>The text of such a file.</summary>
    public static string Json(IEnumerable<KeyValuePair<string, string>> plugins, string? settings)
    {
        var members = string.Join(",", plugins.Select(plugin => $"{TestJson.Quote(plugin.Key)}:{plugin.Value}"));
        return $$"""{"plugins":{{{members}}}""" + (settings is null ? "}" : $",\"settings\":{settings}}}");
    }

    /// <summary>The gateway's errors for users, as those of a test.</summary>
    public static T Sentence<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is ConfigurationException or Core.Plugins.PluginException)
        {
            throw new PluginTestException(exception.Message, exception);
        }
    }

    // No variable of the machine changes a test.
    private static ConfigurationEnvironment Alone => new()
    {
        Variables = new Dictionary<string, string>(),
        HomeFolder = Path.GetTempPath(),
        WorkingFolder = Environment.CurrentDirectory,
    };
}
