namespace Gateway.Plugins.Presidio.Analyzer;

/// <summary>Asks a Presidio analyzer about the texts of a message: it knows names and places, which have no form.</summary>
internal sealed class RemoteAnalyzer : IDisposable
{
    // The analyzer answers one text after another in each of its workers.
    private const int MostAtOnce = 4;
    private const int MostLetters = 4_000_000;

    private readonly AnalyzerClient _client;
    private readonly string _language;
    private readonly double _threshold;
    private readonly HashSet<string> _allowed;
    private readonly SemaphoreSlim _turns = new(MostAtOnce);
    private Dictionary<string, FindingKind> _kinds = [];

    public RemoteAnalyzer(PresidioOptions options)
    {
        if (options.AnalyzerTimeout is not (> 0 and <= 600)) throw new PluginOptionsException("analyzer_timeout: must be more than 0 and at most 600 seconds");
        _client = new(AnalyzerAddress.From(options), TimeSpan.FromSeconds(options.AnalyzerTimeout));
        _language = options.Language;
        _threshold = options.ScoreThreshold;
        _allowed = options.AllowList.ToHashSet(StringComparer.Ordinal);
        Entities = _client.Greet(_language);
    }

    /// <summary>What it can find, in its own names.</summary>
    public IReadOnlyList<string> Entities { get; }

    /// <summary>Says which of its entities are wanted.</summary>
    public void Want(IReadOnlyDictionary<string, FindingKind> kinds) =>
        _kinds = Entities.Where(kinds.ContainsKey).Distinct(StringComparer.Ordinal).ToDictionary(e => e, e => kinds[e], StringComparer.Ordinal);

    /// <summary>What it finds in the texts. Any failure is thrown: the gateway's policy for failures applies.</summary>
    public async Task<IReadOnlyList<TextFinding>> FindAsync(IReadOnlyList<MessageText> texts, CancellationToken cancellationToken)
    {
        if (_kinds.Count == 0) return [];
        var asked = texts.Where(t => t.Kind is LeafKind.Value && t.Text.Any(char.IsLetter)).ToArray();
        if (asked.Sum(t => (long)t.Text.Length) > MostLetters) throw new AnalyzerException($"the message has more than {MostLetters} characters of text");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tasks = asked.SelectMany(t => Chunks.Of(t.Text).Select(c => FindAsync(t, c.Start, c.Length, stop))).ToArray();
        var found = await Task.WhenAll(tasks).ConfigureAwait(false);
        return [.. found.SelectMany(f => f)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _turns.Dispose();
    }

    private async Task<List<TextFinding>> FindAsync(MessageText text, int start, int length, CancellationTokenSource stop)
    {
        await _turns.WaitAsync(stop.Token).ConfigureAwait(false);
        try
        {
            var piece = text.Text.Substring(start, length);
            var request = new AnalyzerRequest { Text = piece, Language = _language, Entities = [.. _kinds.Keys], ScoreThreshold = _threshold };
            var results = await _client.AnalyzeAsync(request, stop.Token).ConfigureAwait(false);
            return Translate(results, piece, text.Index, start);
        }
        catch
        {
            // One failure fails the message: the others need not be asked.
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            _turns.Release();
        }
    }

    private List<TextFinding> Translate(AnalyzerResult[] results, string piece, int index, int offset)
    {
        var findings = new List<TextFinding>();
        var points = new CodePoints(piece);
        foreach (var result in results.OrderBy(r => r.Start))
        {
            if (result is null || !_kinds.TryGetValue(result.EntityType, out var kind)) continue;
            var start = points.ToUtf16(result.Start);
            var ahead = points;
            var end = ahead.ToUtf16(result.End);
            if (result.Start < 0 || start < 0 || end <= start) throw new AnalyzerException("the analyzer's answer points outside the text");
            if (_allowed.Contains(piece[start..end]) || Placeholders.Touches(piece, start, end)) continue;
            findings.Add(new TextFinding { Text = index, Kind = kind, Start = offset + start, Length = end - start, Confidence = Math.Clamp(result.Score, 0, 1) });
        }

        return findings;
    }
}
