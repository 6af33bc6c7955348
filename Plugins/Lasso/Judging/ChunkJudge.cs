using Gateway.Plugins.Lasso.Api;
using Gateway.Plugins.Lasso.Sending;
using Gateway.Plugins.Lasso.Settings;

namespace Gateway.Plugins.Lasso.Judging;

/// <summary>Asks about one chunk: <c>classify</c>, and <c>classifix</c> when something is to be masked.</summary>
internal sealed class ChunkJudge(LassoApi api, ApiVersion version)
{
    /// <exception cref="LassoException">Lasso could not be asked.</exception>
    public async Task<ChunkVerdict> JudgeAsync(Chunk chunk, Direction direction, TimeBudget budget)
    {
        var reply = await api.ClassifyAsync(chunk.Content, direction, budget).ConfigureAwait(false);
        var ruling = version == ApiVersion.V2 ? Ruling.OfV2(reply) : Ruling.OfV3(reply);
        if (ruling.Blocks) return new() { Blocking = ruling.Blocking };
        TextFinding[] warnings = [.. ruling.Warnings.Select(finding => Locate(chunk, finding))];
        if (!ruling.Masks) return new() { Warning = ruling.Warning, Findings = warnings };
        var masked = await MaskAsync(chunk, ruling, direction, budget).ConfigureAwait(false);
        return masked with { Warning = ruling.Warning, Findings = [.. masked.Findings, .. warnings] };
    }

    // Something was found. When it cannot be masked it is blocked, whatever the reason: this is no failure that a policy may let pass.
    private async Task<ChunkVerdict> MaskAsync(Chunk chunk, Ruling ruling, Direction direction, TimeBudget budget)
    {
        ClassifyReply reply;
        try
        {
            reply = await api.ClassifixAsync(chunk.Content, direction, budget).ConfigureAwait(false);
        }
        catch (LassoException)
        {
            return new() { Blocking = ruling.Masking };
        }

        var second = Ruling.OfFindings(reply);
        if (second.Blocks) return new() { Blocking = second.Blocking };
        if (reply.Messages is not [{ } message]) return new() { Blocking = ruling.Masking };
        var spans = MaskedText.Compare(chunk.Content, message.Content, second.NamedMasks);
        TextFinding[] findings = [.. (spans ?? []).SelectMany(span => chunk.Find(LassoKinds.Of(span.Mask), span.Start, span.Length))];
        return findings.Length == 0 ? new() { Blocking = ruling.Masking } : new() { Findings = findings };
    }

    // A warning is counted; where it is matters only to those who configure more than that.
    private static TextFinding Locate(Chunk chunk, LassoFinding finding)
    {
        if (finding is { Start: >= 0 and var start, End: { } end } && start < end && end <= chunk.Content.Length)
        {
            foreach (var found in chunk.Find(LassoKinds.Warning, start, end - start)) return found;
        }

        return chunk.FindSomewhere(LassoKinds.Warning);
    }
}
