namespace Gateway.Core.Configuration;

/// <summary>One action for each way to fail; whatever is not said blocks.</summary>
internal sealed record FailurePolicy
{
    public FailureAction Error { get; init; } = GatewayDefaults.OnFailure;

    public FailureAction Timeout { get; init; } = GatewayDefaults.OnFailure;

    public FailureAction Invalid { get; init; } = GatewayDefaults.OnFailure;

    public FailureAction Oversize { get; init; } = GatewayDefaults.OnFailure;

    public FailureAction this[FailureKind kind] => kind switch
    {
        FailureKind.Error => Error,
        FailureKind.Timeout => Timeout,
        FailureKind.Invalid => Invalid,
        FailureKind.Oversize => Oversize,
        _ => FailureAction.Block,
    };

    public static FailurePolicy All(FailureAction action) =>
        new() { Error = action, Timeout = action, Invalid = action, Oversize = action };

    public FailurePolicy With(FailureKind kind, FailureAction action) => kind switch
    {
        FailureKind.Error => this with { Error = action },
        FailureKind.Timeout => this with { Timeout = action },
        FailureKind.Invalid => this with { Invalid = action },
        _ => this with { Oversize = action },
    };
}
