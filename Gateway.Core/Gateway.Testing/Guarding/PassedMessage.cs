using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Testing.Logging;

namespace Gateway.Testing.Guarding;

/// <summary>Reads from a passage that has come out of the pipeline what a test may ask.</summary>
internal sealed class PassedMessage(TestMessage message, Passage passage, IReadOnlyList<CapturedLog.Entry> log, ThrownExceptions thrown, GuardrailPipeline pipeline)
{
    public GuardedMessage Read() => new(message, Bytes())
    {
        BlockedBy = passage.Refusal?.Guardrail,
        BlockCode = passage.Refusal?.Code,
        BlockReason = passage.Refusal?.Reason,
        Findings = [.. passage.Observer!.Findings.Select(Finding)], // set by the pipeline that made the passage
        Counts = passage.Findings?.ByKind ?? new Dictionary<string, int>(),
        Failures = [.. Failures()],
    };

    // As routing writes it.
    private byte[] Bytes()
    {
        if (passage.Refusal is { } refusal)
        {
            if (message.IsListedTool || passage.Frame.Envelope.Kind == FrameKind.Notification) return [];
            var id = passage.Frame.Raw(passage.Frame.Envelope.Id);
            return message.Method == Methods.ToolsCall
                ? RefusedAnswer.ToolResult(id, passage.Info, refusal, passage.Findings)
                : RefusedAnswer.Error(id, passage.Info, refusal);
        }

        var hasNote = message.Direction == Direction.ToClient && passage.Frame.Envelope.Kind == FrameKind.Result
            && passage.Findings is { IsEmpty: false } && passage.Frame.Raw(passage.Frame.Envelope.Result)[0] == '{';
        return hasNote ? GuardrailNote.AddTo(passage.Frame, passage.Findings!) : passage.Frame.Bytes.ToArray();
    }

    private GuardedFinding Finding(ObservedFinding finding) => new()
    {
        Guardrail = finding.Policy.Guardrail,
        Kind = finding.Policy.Kind.Name,
        Text = finding.Found,
        Start = finding.Start,
        Leaf = finding.Leaf,
        Confidence = finding.Confidence,
        Reason = finding.Reason,
        Action = finding.Action switch
        {
            TakenAction.Blocked => ActionTaken.Blocked,
            TakenAction.Reported => ActionTaken.Reported,
            // What would have been masked in a refused message did not pass either.
            _ => passage.Refusal is null ? ActionTaken.Masked : ActionTaken.Blocked,
        },
    };

    private IEnumerable<GuardrailFailure> Failures()
    {
        var told = new HashSet<string>();
        foreach (var entry in log.Where(entry => entry.Event == nameof(Log.GuardrailFailed)))
        {
            var name = entry["Guardrail"]!;
            told.Add(name);
            yield return new() { Guardrail = name, Kind = Enum.Parse<GuardrailFailureKind>(entry["Kind"]!), Exception = thrown.Of(passage.Info, name) };
        }

        // A walk that was given up says nothing itself.
        foreach (var slot in pipeline.Slots.Where(slot => !told.Contains(slot.Name) && IsLate(slot)))
        {
            yield return new() { Guardrail = slot.Name, Kind = GuardrailFailureKind.Timeout };
        }
    }

    private bool IsLate(GuardrailSlot slot)
    {
        if (passage.Refusal == Refusal.Failed(slot.Name, FailureKind.Timeout)) return true;
        var text = pipeline.Slots.Where(other => other.Text is not null && other.Sees(passage.Info.Direction)).ToList();
        var place = text.IndexOf(slot);
        return place >= 0 && (passage.Failed & (1UL << place)) != 0;
    }
}
