using System.Reflection;
using System.Runtime.Loader;

namespace Gateway.Core.Tests.Configuration;

public class StartCostTests
{
    private ConfigurationFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new ConfigurationFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase("""{"mcpServers": {"gw": {"servers": {"a": {"command": "${A}"}}, "plugins": {"basic": {"actions": {"*": "mask"}, "options": {}}}}}}""", false)]
    [TestCase("""{"mcpServers": {"gw": {"servers": {}, "settings": {"maxDepth": 100}}}}""", true)]
    public void The_configuration_assemblies_are_loaded_for_settings_only(string json, bool isLoaded)
    {
        File.WriteAllText(_folder.McpJson, json);
        var context = new RecordingContext();
        var core = context.LoadFromAssemblyPath(typeof(Core.Configuration.ConfigurationLoader).Assembly.Location);
        var environment = core.GetType("Gateway.Core.Configuration.ConfigurationEnvironment", throwOnError: true)!;
        var load = core.GetType("Gateway.Core.Configuration.ConfigurationLoader", throwOnError: true)!.GetMethod("Load", BindingFlags.Public | BindingFlags.Static)!;
        var current = environment.GetProperty("Current", BindingFlags.Public | BindingFlags.Static)!.GetValue(null);

        load.Invoke(null, [_folder.McpJson, null, current]);

        Assert.That(context.Asked.Any(name => name.StartsWith("Microsoft.Extensions.Configuration", StringComparison.Ordinal)), Is.EqualTo(isLoaded), string.Join(", ", context.Asked));
    }

    // Notes what its assemblies ask for, and lets the default context answer.
    private sealed class RecordingContext() : AssemblyLoadContext("start cost")
    {
        public List<string> Asked { get; } = [];

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            Asked.Add(assemblyName.Name ?? "");
            return null;
        }
    }
}
