namespace Gateway.Http.Endpoint;

/// <summary>Whether the gateway takes new requests.</summary>
internal sealed class Readiness
{
    /// <summary>It is ending: what was accepted is answered, and nothing else is accepted.</summary>
    public bool IsDraining { get; set; }
}
