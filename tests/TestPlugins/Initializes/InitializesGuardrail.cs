using System.Runtime.CompilerServices;

namespace Gateway.Plugins.Initializes;

[Guardrail("initializes")]
public sealed class InitializesGuardrail : IGuardrail
{
    public IReadOnlyCollection<FindingKind> Kinds => [];

    public ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken) => Verdict.Pass;

    /// <summary>Leaves a mark beside the file that ran.</summary>
    [ModuleInitializer]
    internal static void Mark() => File.WriteAllText(typeof(InitializesGuardrail).Assembly.Location + ".ran", "");
}
