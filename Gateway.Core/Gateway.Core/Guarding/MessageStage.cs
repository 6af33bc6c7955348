using System.Text.Json;
using Gateway.Core.Configuration;
using Gateway.Core.Protocol;
using Gateway.Core.Text;

namespace Gateway.Core.Guarding;

/// <summary>Stage b: guardrails that look at whole messages, one after another, on the message as stage a left it.</summary>
/// <remarks>They always run on pool threads with a time limit, so a stuck one holds its own call and no reader.</remarks>
internal sealed class MessageStage(IReadOnlyList<GuardrailSlot> slots, TextStage texts, GatewaySettings settings, StageContext context)
{
    private readonly GuardrailSlot[] _slots = [.. slots.Where(slot => slot.ChecksMessages).OrderBy(slot => slot.Order).ThenBy(slot => slot.Name, StringComparer.Ordinal)];

    public bool IsThere => _slots.Length > 0;

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
                slot.Health.CountFailure();
                Log.GuardrailFailed(context.Log, slot.Name, failure.Kind.ToString(), FaultName.Of(failure.InnerException));
                if (slot.Passes(failure.Kind)) passage.IsUnchecked = true;
                else passage.Refusal = Refusal.Failed(slot.Name, failure.Kind);
            }
        }
    }

    private async Task AskAsync(GuardrailSlot slot, Passage passage)
    {
        if (slot.Health.IsOut) throw new GuardrailFailedException(FailureKind.Timeout, null);
        if (passage.Payload.Length > GatewayDefaults.MessageGuardrailBytes) throw new GuardrailFailedException(FailureKind.Oversize, null);
        var (frame, payload) = (passage.Frame, passage.Payload);
        TextCollector? collected = null;
        var isUnreadable = false;
        TextCollector Collect() => collected ??= Read(() => TextCollector.Of(frame, payload, passage.Place, passage.Info));
        var message = new Message(passage.Info, () => Read(() => Parse(frame, payload)), () => Collect().Texts);
        var verdict = await CheckAsync(slot, message, () => Volatile.Read(ref isUnreadable), passage.Cancellation).ConfigureAwait(false);
        switch (verdict)
        {
            case Verdict.Passed: return;
            case Verdict.FoundTexts found: FoundTexts.Act(slot, passage, found.Findings, Collect()); return;
            case Verdict.Blocked blocked: Refuse(slot, passage, blocked); return;
            case Verdict.Replaced replaced:
                Replacement.Apply(passage, replaced.Payload);
                passage.Protected = null; // it was asked of the client's bytes; by now our own masks stand in them
                if (texts.IsNeeded(passage)) texts.RunDetached(passage); // stage c
                return;
            default: throw new GuardrailFailedException(FailureKind.Invalid, null);
        }

        // What it could not read it did not check, also when it swallowed the exception.
        T Read<T>(Func<T> read)
        {
            try
            {
                return read();
            }
            catch
            {
                Volatile.Write(ref isUnreadable, true);
                throw;
            }
        }
    }

    private void Refuse(GuardrailSlot slot, Passage passage, Verdict.Blocked verdict)
    {
        var code = Printable.Line(verdict.Code, 40);
        passage.Refusal = new(slot.Name, code, Printable.Line(Masked(verdict.Reason, passage)));
        var actions = new ActionCounts();
        actions.Add(new ActionKey(slot.Name, code, TakenAction.Blocked, FindingPlace.Message));
        passage.Count(actions);
    }

    // A reason is plugin text that the client reads, and may quote what was found.
    private string Masked(string reason, Passage passage)
    {
        var quoted = JsonText.Quote(reason);
        var info = new MessageInfo { Direction = Direction.ToClient, Method = passage.Info.Method, Server = passage.Info.Server, Tool = passage.Info.Tool, Session = passage.Info.Session, IsAnswer = true };
        var text = GuardrailPipeline.Detached(Frame.Of(quoted), new(0, quoted.Length), info, Places.Text);
        if (texts.IsNeeded(text)) texts.RunDetached(text);
        return text.Refusal is null ? JsonText.Unescape(text.Frame.Bytes) : "Its reason holds something that may not be shown.";
    }

    private async Task<Verdict?> CheckAsync(GuardrailSlot slot, Message message, Func<bool> isUnreadable, CancellationToken cancellation)
    {
        // Not disposed while a guardrail that did not return may still use its token.
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var check = Task.Run(() => slot.Guardrail.CheckAsync(message, limit.Token).AsTask(), cancellation);
        _ = check.ContinueWith(_ => limit.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            var verdict = await check.WaitAsync(slot.Timeout ?? settings.MessageGuardrailTimeout, context.Time, cancellation).ConfigureAwait(false);
            slot.Health.CountCheck();
            return isUnreadable() ? null : verdict;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Verdict.Pass; // nobody waits for the call any more; it is not sent
        }
        catch (TimeoutException) when (!check.IsCompleted)
        {
            slot.Health.CountLateCheck();
            _ = CancelAsync(limit); // its callbacks are plugin code too, and may be as stuck
            throw new GuardrailFailedException(FailureKind.Timeout, null);
        }
        catch (Exception exception)
        {
            throw new GuardrailFailedException(isUnreadable() ? FailureKind.Invalid : FailureKind.Error, exception);
        }
    }

    private static async Task CancelAsync(CancellationTokenSource source)
    {
        try
        {
            await source.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is AggregateException or ObjectDisposedException)
        {
            // It returned meanwhile, or its callback threw: its message has got the failure action already.
        }
    }

    private static JsonElement Parse(Frame frame, Slice payload)
    {
        if (!payload.IsPresent) return default;
        // A document of its own memory: the plugin may keep it. Doubled names are refused, as two readers could differ on them.
        using var document = JsonDocument.Parse(frame.Raw(payload).ToArray(), new() { MaxDepth = int.MaxValue, AllowDuplicateProperties = false });
        return document.RootElement.Clone();
    }
}
