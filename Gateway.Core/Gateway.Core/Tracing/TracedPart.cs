using Gateway.Core.Guarding;
using Gateway.Core.Text;

namespace Gateway.Core.Tracing;

/// <summary>A request's params or an answer's payload: copied on the call's path, and read on the tracer's.</summary>
internal sealed class TracedPart
{
    public required byte[] Json { get; init; }

    public required Place Place { get; init; }

    public required MessageInfo Info { get; init; }

    public required Exposure Exposure { get; init; }

    /// <summary>By whose standards it is exposed or not; null where that does not matter.</summary>
    public GuardrailPolicy? Policy { get; init; }

    /// <summary>What guardrails of whole messages found and left in clear.</summary>
    public List<(KindPolicy Policy, string Text)>? Reported { get; init; }
}
