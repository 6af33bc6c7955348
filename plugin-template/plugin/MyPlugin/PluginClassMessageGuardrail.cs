using System.Composition;
using Gateway;

namespace PluginClass;

/// <summary>Refuses calls of some tools.</summary>
[Guardrail("plugin-name", Directions = Directions.ToServer, Description = "Refuses calls of tools of your choice", Options = typeof(PluginClassOptions))]
[method: ImportingConstructor]
public sealed class PluginClassGuardrail(PluginContext context) : IGuardrail
{
    private readonly HashSet<string> _refused = new(context.GetOptions<PluginClassOptions>().RefusedTools, StringComparer.Ordinal);

    /// <summary>None: it finds nothing in texts.</summary>
    public IReadOnlyCollection<FindingKind> Kinds { get; } = [];

    /// <inheritdoc/>
    public ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken) =>
        message.Info.Tool is { } tool && _refused.Contains(tool)
            ? Verdict.Block($"The tool {tool} may not be called here.")
            : Verdict.Pass;
}
