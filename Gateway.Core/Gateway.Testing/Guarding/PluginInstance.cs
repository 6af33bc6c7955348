using System.Reflection;
using Gateway.Core.Plugins;
using Gateway.Testing.Reading;

namespace Gateway.Testing.Guarding;

/// <summary>A plugin that a test has made itself, under the name and with the policy that a configuration would give it.</summary>
internal sealed class PluginInstance
{
    private readonly object _instance;

    /// <param name="instance">A guardrail or a tracer.</param>
    /// <param name="policy">JSON text or an object; null is none.</param>
    /// <param name="name">The name; null takes that of its attribute, or of its class.</param>
    public PluginInstance(object instance, object? policy, string? name)
    {
        var type = instance.GetType();
        var guardrail = type.GetCustomAttribute<GuardrailAttribute>();
        var tracer = type.GetCustomAttribute<TracerAttribute>();
        var isGuardrail = instance is IGuardrail;
        _instance = instance;
        Name = name ?? (isGuardrail ? guardrail?.Name : tracer?.Name) ?? type.Name;
        Policy = TestJson.Of(policy, $"the policy of {Name}");
        if (ContentText.Member(TestJson.Parse(Policy), "options").ValueKind != System.Text.Json.JsonValueKind.Undefined)
        {
            throw new PluginTestException($"the options of {Name} are given to its constructor: new {type.Name}(PluginTest.Context(options)); its policy holds actions, onFailure and timeout");
        }

        Description = new()
        {
            Name = Name,
            Kind = isGuardrail ? PluginKind.Guardrail : PluginKind.Tracer,
            TypeName = type.FullName ?? type.Name,
            AssemblyPath = "",
            Folder = "",
            Version = type.Assembly.GetName().Version?.ToString() ?? "",
            ContractVersion = "",
            Directions = guardrail?.Directions ?? Directions.Both,
            Order = guardrail?.Order ?? new GuardrailAttribute("").Order,
            Payloads = tracer?.Payloads ?? true,
        };
    }

    public string Name { get; }

    /// <summary>As JSON.</summary>
    public string Policy { get; }

    public PluginDescription Description { get; }

    /// <summary>As the loader would hand it over; the test that made it disposes it.</summary>
    public LoadedPlugin Loaded(ThrownExceptions thrown) =>
        new(Description, _instance is IGuardrail guardrail ? WatchedGuardrail.Watch(guardrail, Name, thrown) : _instance, PluginCopy.None, Nothing.ToDispose);

    private sealed class Nothing : IDisposable
    {
        public static readonly Nothing ToDispose = new();

        public void Dispose()
        {
        }
    }
}
