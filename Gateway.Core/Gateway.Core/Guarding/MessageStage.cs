using System.Text.Json;
using Gateway.Core.Configuration;
using Gateway.Core.Protocol;
using Microsoft.Extensions.Logging;

namespace Gateway.Core.Guarding;

/// <summary>Stage b: guardrails that look at whole messages, one after another, on the message as stage a left it.</summary>
/// <remarks>They always run on pool threads with a time limit, so a stuck one holds its own call and no reader.</remarks>
internal sealed class MessageStage(IReadOnlyList<GuardrailSlot> slots, TextStage texts, GatewaySettings settings, TimeProvider time, ILogger log)
{
    private readonly GuardrailSlot[] _slots = [.. slots.Where(slot => slot.ChecksMessages).OrderBy(slot => slot.Order).ThenBy(slot => slot.Name, StringComparer.Ordinal)];

    public bool IsNeeded(MessageInfo info)
    {
        foreach (var slot in _slots)
        {
            if (slot.Sees(info.Direction)) return true;
        }

        return false;
    }

    public async Task RunAsync(Passage passage)
    {
        foreach (var slot in _slots)
        {
            if (passage.Refusal is not null || passage.Cancellation.IsCancellationRequested) return;
            if (!slot.Sees(passage.Info.Direction)) continue;
            try
            {
                await AskAsync(slot, passage).ConfigureAwait(false);
            }
            catch (GuardrailFailedException failure)
            {
                Log.GuardrailFailed(log, slot.Name, failure.Kind.ToString(), failure.InnerException?.GetType().Name ?? "-");
                if (!slot.Passes(failure.Kind)) passage.Refusal = Refusal.Failed(slot.Name, failure.Kind);
            }
        }
    }

    private async Task AskAsync(GuardrailSlot slot, Passage passage)
    {
        if (slot.IsOut) throw new GuardrailFailedException(FailureKind.Timeout, null);
        if (passage.Payload.Length > GatewayDefaults.MessageGuardrailBytes) throw new GuardrailFailedException(FailureKind.Oversize, null);
        var (frame, payload) = (passage.Frame, passage.Payload);
        TextCollector? collected = null;
        TextCollector Collect() => collected ??= TextCollector.Of(frame, payload, passage.Place);
        var message = new Message(passage.Info, () => Parse(frame, payload), () => Collect().Texts);
        switch (await CheckAsync(slot, message, passage.Cancellation).ConfigureAwait(false))
        {
            case Verdict.Passed: return;
            case Verdict.FoundTexts found: Act(slot, passage, found.Findings, Collect()); return;
            case Verdict.Blocked blocked: passage.Refusal = new(slot.Name, Printable.Line(blocked.Code, 40), Printable.Line(blocked.Reason)); return;
            case Verdict.Replaced replaced:
                Replacement.Apply(passage, replaced.Payload);
                if (texts.IsNeeded(passage)) texts.RunDetached(passage); // stage c
                return;
            default: throw new GuardrailFailedException(FailureKind.Invalid, null);
        }
    }

    private async Task<Verdict?> CheckAsync(GuardrailSlot slot, Message message, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            return await Task.Run(() => slot.Guardrail.CheckAsync(message, limit.Token).AsTask(), cancellation)
                .WaitAsync(slot.Timeout ?? settings.MessageGuardrailTimeout, time, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Verdict.Pass; // nobody waits for the call any more; it is not sent
        }
        catch (TimeoutException)
        {
            slot.CountTakeOver();
            await limit.CancelAsync().ConfigureAwait(false);
            throw new GuardrailFailedException(FailureKind.Timeout, null);
        }
        catch (Exception exception)
        {
            throw new GuardrailFailedException(FailureKind.Error, exception);
        }
    }

    private static void Act(GuardrailSlot slot, Passage passage, IReadOnlyList<TextFinding> findings, TextCollector texts)
    {
        var counts = new FindingCounts();
        var masks = new List<(TextFinding, KindPolicy)>();
        foreach (var finding in findings)
        {
            if (slot.Policy(finding.Kind) is not { } policy || !IsInside(finding, texts.Texts)) throw new GuardrailFailedException(FailureKind.Invalid, null);
            counts.Add(policy.Kind.Name);
            var action = policy.For(passage.Info.Direction);
            if (action == FindingAction.Block) passage.Refusal ??= Refusal.Found(policy);
            if (action is FindingAction.Mask or FindingAction.Tokenize) masks.Add((finding, policy));
        }

        passage.Count(counts);
        if (passage.Refusal is not null || masks.Count == 0) return;
        var edits = texts.Mask(masks, out var identity);
        if (identity is not null) passage.Refusal = Refusal.Identity(identity);
        else MaskedFrame.Commit(passage, edits);
    }

    private static bool IsInside(TextFinding finding, IReadOnlyList<MessageText> texts) =>
        finding.Text >= 0 && finding.Text < texts.Count && finding.Start >= 0 && finding.Length > 0
        && finding.Start <= texts[finding.Text].Text.Length - finding.Length;

    private static JsonElement Parse(Frame frame, Slice payload)
    {
        if (!payload.IsPresent) return default;
        // A document of its own memory: the plugin may keep it. Doubled names are refused, as two readers could differ on them.
        using var document = JsonDocument.Parse(frame.Raw(payload).ToArray(), new() { MaxDepth = int.MaxValue, AllowDuplicateProperties = false });
        return document.RootElement.Clone();
    }
}
