using System.Composition;

namespace Gateway.Plugins.Duo;

[Guardrail("duo", Directions = Directions.ToClient, Order = 7, Description = "Counts.", Options = typeof(DuoOptions))]
[method: ImportingConstructor]
public sealed class DuoGuardrail(PluginContext context, Greeting greeting) : TextGuardrail, IAsyncDisposable
{
    private readonly DuoOptions _options = context.GetOptions<DuoOptions>();

    public bool IsDisposed { get; private set; }

    public override IReadOnlyCollection<FindingKind> Kinds { get; } = [new FindingKind("duo", "<DUO>")];

    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    public override string ToString() => $"{greeting.Text} {_options.Whom} {Calls.Next()}";
}
