using System.Collections.Concurrent;
using System.Composition;
using Gateway.Plugins.Lasso.Api;
using Gateway.Plugins.Lasso.Judging;
using Gateway.Plugins.Lasso.Sending;
using Gateway.Plugins.Lasso.Settings;

namespace Gateway.Plugins.Lasso;

/// <summary>Asks Lasso Security's API about every text of a message. It comes last, so that no secret that others mask leaves the machine.</summary>
[Guardrail("lasso", Directions = Directions.Both, Order = 900, ByNameOnly = true, Description = "Asks Lasso Security's API (text leaves this machine)", Options = typeof(LassoOptions))]
public sealed class LassoGuardrail : IGuardrail, IDisposable
{
    private const int RequestsAtOnce = 4; // of one message

    private readonly LassoSettings _settings;
    private readonly LassoApi _api;
    private readonly ChunkJudge _judge;
    private readonly PluginContext _context;

    /// <summary>Reads the options and the environment.</summary>
    /// <exception cref="PluginOptionsException">There is no key, or an option cannot be used.</exception>
    [ImportingConstructor]
    public LassoGuardrail(PluginContext context)
        : this(context, Environment.GetEnvironmentVariable)
    {
    }

    internal LassoGuardrail(PluginContext context, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(context);
        _context = context;
        _settings = LassoSettings.From(context.GetOptions<LassoOptions>(), environment);
        _api = new(_settings, context.Time);
        _judge = new(_api, _settings.Version);
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<FindingKind> Kinds => LassoKinds.All;

    /// <inheritdoc/>
    public async ValueTask<Verdict> CheckAsync(Message message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var chunks = Chunks.Of(message.Texts, _settings.MaxCharacters);
        if (chunks.Count == 0) return Verdict.Pass;
        var verdicts = new ConcurrentBag<ChunkVerdict>();
        var failures = new ConcurrentQueue<LassoException>();
        using var budget = new TimeBudget(_settings.Timeout, _context.Time, cancellationToken);
        await Parallel.ForAsync(0, chunks.Count, new ParallelOptions { MaxDegreeOfParallelism = RequestsAtOnce }, async (i, _) =>
        {
            try
            {
                var verdict = await _judge.JudgeAsync(chunks[i], message.Info.Direction, budget).ConfigureAwait(false);
                verdicts.Add(verdict);
                if (verdict.Blocking is not null) budget.Stop();
            }
            catch (LassoException failure)
            {
                // The others go on: one of them may block, which counts for more than a failure that a policy lets pass.
                failures.Enqueue(failure);
            }
            catch (OperationCanceledException) when (budget.Token.IsCancellationRequested)
            {
                // Said below.
            }
        }).ConfigureAwait(false);

        cancellationToken.ThrowIfCancellationRequested();
        return Decide([.. verdicts], chunks.Count, failures);
    }

    /// <inheritdoc/>
    public void Dispose() => _api.Dispose();

    private Verdict Decide(ChunkVerdict[] verdicts, int chunks, ConcurrentQueue<LassoException> failures)
    {
        var blocking = verdicts.Where(verdict => verdict.Blocking is not null).ToArray();
        if (blocking.Length > 0) return Verdict.Block(DeputyNames.Reason(blocking.SelectMany(verdict => verdict.Blocking!)));
        if (failures.TryPeek(out var failure) || verdicts.Length < chunks)
        {
            failure ??= LassoException.Late;
            _context.Log(failure.Message);
            throw failure;
        }

        if (DeputyNames.Join(verdicts.SelectMany(verdict => verdict.Warning)) is { Length: > 0 } warning) _context.Log($"Lasso warns of a message: {warning}");
        // Pieces of one text overlap: what both have is one finding.
        return Verdict.Found([.. verdicts.SelectMany(verdict => verdict.Findings).Distinct()]);
    }
}
