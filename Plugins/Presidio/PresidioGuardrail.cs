using System.Composition;
using Gateway.Detection;
using Gateway.Detection.Views;
using Gateway.Plugins.Presidio.Analyzer;
using Gateway.Plugins.Presidio.Context;
using Gateway.Plugins.Presidio.Scanning;

namespace Gateway.Plugins.Presidio;

/// <summary>Finds personal data: natively what has a form, and names and places with a remote analyzer if there is one.</summary>
[Guardrail("presidio", Directions = Directions.Both, Order = 100, Description = "Masks personal data: cards, accounts, addresses, telephone numbers, documents", Options = typeof(PresidioOptions))]
public sealed class PresidioGuardrail : TextGuardrail, IDisposable
{
    [ThreadStatic]
    private static Detections? _detections;

    private readonly Dictionary<string, FindingKind> _kinds;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _allowed;
    private readonly Lazy<Finder>? _finder;
    private readonly RemoteAnalyzer? _analyzer;

    /// <summary>Reads the options.</summary>
    /// <exception cref="PluginOptionsException">An option cannot be used.</exception>
    [ImportingConstructor]
    public PresidioGuardrail(PluginContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var options = context.GetOptions<PresidioOptions>();
        if (options is { EnablePresidio: true, AnalyzerUrl: not null }) _analyzer = new RemoteAnalyzer(options);
        var settings = PresidioSettings.From(options, _analyzer?.Entities);
        _kinds = settings.Entities.ToDictionary(e => e, e => new FindingKind(e, $"<{e}>"), StringComparer.Ordinal);
        _allowed = settings.Allowed.GetAlternateLookup<ReadOnlySpan<char>>();
        if (settings.IsEnabled)
        {
            _finder = new(() => new ViewedFinder(new PiiFinder(settings.Entities, ContextWords.For(settings.Language, settings.Entities), settings.Regions, settings.Threshold)));
            // Made beside the start, which waits for servers, rather than in it.
            _ = Task.Run(Prepare);
        }
        else
        {
            context.Log("enable_presidio is false: nothing is looked for");
        }

        _analyzer?.Want(_kinds);
    }

    /// <inheritdoc/>
    public override IReadOnlyCollection<FindingKind> Kinds => _kinds.Values;

    /// <inheritdoc/>
    public override bool ChecksMessages => _analyzer is not null;

    /// <inheritdoc/>
    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
        if (_finder is null) return;
        var detections = _detections ??= new();
        detections.Clear();
        _finder.Value.Find(leaf.Text, leaf.Property, detections);
        foreach (ref readonly var found in detections.Found)
        {
            if (_allowed.Set.Count > 0 && _allowed.Contains(leaf.Text.Slice(found.Start, found.Length))) continue;
            if (findings.WantsReasons) findings.Add(_kinds[found.Kind], found.Start, found.Length, found.Confidence, found.Reason);
            else findings.Add(_kinds[found.Kind], found.Start, found.Length, found.Confidence);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (_analyzer is null) return Verdict.Pass;
        return Verdict.Found(await _analyzer.FindAsync(message.Texts, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public void Dispose() => _analyzer?.Dispose();

    // A first finding that compiled its way under the gateway's time limit could exceed it on a busy machine.
    private void Prepare() =>
        _finder!.Value.Find("Call +44 20 7946 0018 or (415) 555-0132, a@b.example, 192.0.2.1, 2001:db8::1, card 4012-8888-8888-1881, ssn 123456789", "note", new Detections());
}
