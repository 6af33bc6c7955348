using System.Composition;
using System.Text.Json;

namespace Contract10;

[Guardrail("frozen", Description = "Blocks, replaces and finds", ByNameOnly = true)]
[method: ImportingConstructor]
public sealed class FrozenGuardrail(PluginContext context) : IGuardrail, IDisposable
{
    private static readonly FindingKind Snow = new("snow", "<SNOW>");

    private readonly FrozenOptions _options = context.GetOptions<FrozenOptions>();

    public IReadOnlyCollection<FindingKind> Kinds { get; } = [Snow];

    public async ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        var info = message.Info;
        if (info is { Direction: Direction.ToServer, IsAnswer: false, Tool: { } tool } && _options.Refused.Contains(tool)) return Verdict.Block($"{tool} is refused by {info.Method} of {info.Server}{info.Session[..0]}", "frozen");
        if (info.Direction == Direction.ToServer && message.Payload.ValueKind == JsonValueKind.Object && message.Payload.TryGetProperty("arguments", out var arguments) && arguments.TryGetProperty("replace", out _))
            return Verdict.Replace(JsonDocument.Parse("{\"name\":" + message.Payload.GetProperty("name").GetRawText() + ",\"arguments\":{\"text\":\"replaced\"}}").RootElement);
        var found = message.Texts.Where(text => text.Kind == LeafKind.Value && text.Property != "none" && text.Text.Contains("snow", StringComparison.Ordinal))
            .Select(text => new TextFinding { Text = text.Index, Kind = Snow, Start = text.Text.IndexOf("snow", StringComparison.Ordinal), Length = 4, Confidence = 1 });
        return Verdict.Found([.. found]);
    }

    public void Dispose() => context.Log("frozen is disposed");
}
