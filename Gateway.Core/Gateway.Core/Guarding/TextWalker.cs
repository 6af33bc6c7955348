using Gateway.Core.Configuration;
using Gateway.Core.Protocol;
using Gateway.Core.Text;

namespace Gateway.Core.Guarding;

/// <summary>Asks all text guardrails about all texts of one message, in one walk, and turns their findings into edits.</summary>
/// <remarks>It keeps its results to itself until <see cref="TextStage"/> commits them: a thread whose turn was taken must change nothing.</remarks>
internal sealed class TextWalker : MessageWalker
{
    // Under this name placeholders that come back are counted.
    private static readonly KindPolicy ShownPlaceholder = new("gateway", new("placeholder", ""), FindingAction.Block, FindingAction.Block);

    private readonly Sink _sink;
    private readonly EditList _edits = new();
    private readonly StringPlaces _places = new();
    private readonly List<Edit> _blobFindings = [];
    private GuardrailSlot[] _slots = [];
    private Passage _passage = new();
    private Turn? _turn;
    private bool _isBlob;
    private bool _isAsking;
    private int _asked;
    private bool _isInvalid;
    private int _textLength;
    private LeafKind _kind;
    private PlaceKind _place;
    private Slice _raw;
    private int _observed;
    private (int Block, KindPolicy Policy)? _withheld;
    private readonly Dictionary<int, KindPolicy> _withheldItems = [];

    public TextWalker() => _sink = new(this);

    public Refusal? Refusal { get; private set; }

    public FindingCounts? Counts { get; private set; }

    /// <summary>What was done about each; null when nothing was found.</summary>
    public ActionCounts? Actions { get; private set; }

    public ulong Failed { get; private set; }

    public EditList Edits => _edits;

    /// <summary>Guardrails that failed on this message, to be logged by whoever speaks for it.</summary>
    public List<(string Guardrail, FailureKind Kind, string Exception)> Failures { get; } = [];

    public void Walk(Passage passage, GuardrailSlot[] slots, Turn? turn)
    {
        (_passage, _slots, _turn) = (passage, slots, turn);
        (Refusal, Failed) = (null, passage.Failed);
        Failures.Clear();
        _observed = passage.Observer?.Findings.Count ?? 0;
        for (var i = 0; i < slots.Length; i++)
        {
            if (slots[i].Health.IsOut) Fail(i, FailureKind.Timeout);
        }

        var payload = passage.Frame.Buffer.AsMemory(passage.Frame.Start + passage.Payload.Start, passage.Payload.Length);
        // A guardrail that failed and is set to pass is left out, and the walk begins again without its findings.
        while (!TryWalk(payload))
        {
        }
    }

    private bool TryWalk(ReadOnlyMemory<byte> payload)
    {
        _edits.Clear();
        _withheldItems.Clear();
        (Counts, Actions, _withheld, _isInvalid, _isBlob) = (null, null, null, false, false);
        _passage.Observer?.Keep(_observed);
        if (Refusal is not null) return true;
        try
        {
            Visit(payload, _passage.Place);
            ListedItems.Remove(_edits, payload.Span, _withheldItems);
            _edits.Merge();
            if (_edits.Count > 0) UniqueNames.Ensure(_edits, payload.Span);
            // What would have been masked in a refused message did not pass either.
            var action = Refusal is null ? TakenAction.Masked : TakenAction.Blocked;
            foreach (var edit in _edits.Edits) Count(edit.Policy, action, edit.Place);
            foreach (var edit in _edits.Inside) Count(edit.Policy, action, edit.Place);
            return true;
        }
        catch (GuardrailFailedException failure)
        {
            Failures.Add((_asked < _slots.Length ? _slots[_asked].Name : "gateway", failure.Kind, FaultName.Of(failure.InnerException)));
            Fail(_asked, failure.Kind);
            return false;
        }
    }

    private void Fail(int slot, FailureKind kind)
    {
        if (_passage.Passes(_slots[slot], kind)) Failed |= 1UL << slot;
        else Refusal ??= Refusal.Failed(_slots[slot].Name, kind);
    }

    protected override void OnText(ReadOnlySpan<char> text, ReadOnlySpan<char> property, LeafKind kind, PlaceKind place, Slice raw)
    {
        if (Refusal is not null) return;
        if (_passage.Protected?.Values is { } shown && place == PlaceKind.Text && text.ContainsAny(shown))
        {
            (_place, var action) = (place, _passage.ReportsPlaceholders ? TakenAction.Reported : TakenAction.Blocked);
            Count(ShownPlaceholder, action, Where());
            if (!_passage.ReportsPlaceholders)
            {
                Refusal = Refusal.Placeholder;
                return;
            }
        }

        (_textLength, _kind, _place, _raw) = (text.Length, kind, place, raw);
        _places.Clear();
        if (text.Length > 0) Ask(new TextLeaf(text, property, kind, _passage.Info));
    }

    private void Ask(in TextLeaf leaf)
    {
        for (var i = 0; i < _slots.Length; i++)
        {
            if ((Failed & (1UL << i)) != 0) continue;
            _asked = i;
            _isAsking = true;
            if (_turn is not null) _turn.Asked = i;
            try
            {
                _slots[i].Text!.Find(leaf, _sink);
            }
            catch (Exception exception)
            {
                // Whatever a plugin throws is its failure; the type says enough, a message may quote what it read.
                throw new GuardrailFailedException(_isInvalid ? FailureKind.Invalid : FailureKind.Error, exception);
            }

            // Also when the guardrail swallowed the sink's exception.
            if (_isInvalid) throw new GuardrailFailedException(FailureKind.Invalid, null);
        }

        _isAsking = false;
    }

    protected override void OnBlob(ReadOnlySpan<char> text, ReadOnlySpan<char> property, Slice raw)
    {
        if (Refusal is not null) return;
        (_textLength, _kind, _place, _raw, _isBlob) = (text.Length, LeafKind.Value, PlaceKind.Blob, raw, true);
        _blobFindings.Clear();
        Ask(new TextLeaf(text, property, LeafKind.Value, _passage.Info));
        _isBlob = false;
        if (_blobFindings.Count > 0) _edits.Add(BlobEdit.Of(text, _blobFindings, raw, _edits.Inside));
    }

    protected override void OnUndecodable()
    {
        for (_asked = 0; _asked < _slots.Length; _asked++)
        {
            if ((Failed & (1UL << _asked)) == 0 && !_passage.Passes(_slots[_asked], FailureKind.Invalid)) throw new GuardrailFailedException(FailureKind.Invalid, null);
        }
    }

    protected override void OnContentBlockEnd(Slice block)
    {
        if (_withheld is not { } withheld || withheld.Block != block.Start) return;
        _withheld = null;
        _edits.Cover(WithheldBlock.Of(block, withheld.Policy));
    }

    private void Found(FindingKind kind, int start, int length, double confidence, string? reason)
    {
        if (!_isAsking) throw new InvalidOperationException("a finding can be added only while Find runs");
        if (_slots[_asked].Policy(kind) is not { } policy) throw Invalid("the kind was not declared in Kinds", nameof(kind));
        if (start < 0 || length <= 0 || start > _textLength - length) throw Invalid("the finding lies outside its text", nameof(start));
        var isAllowed = _slots[_asked].Allowed is { } allowed && allowed.Contains(policy.Kind.Name, Characters.Slice(start, length));
        var action = isAllowed ? TakenAction.Allowed : Act(policy, start, length, confidence);
        if (action is TakenAction.Allowed) (Actions ??= new()).Add(policy, action, Where());
        if (_passage.Observer is not { } observer) return;
        var found = Characters.Slice(start, length).ToString();
        observer.Add(new() { Policy = policy, Leaf = _kind, Found = found, Start = start, Confidence = confidence, Action = action, Reason = reason });
    }

    private TakenAction Act(KindPolicy policy, int start, int length, double confidence)
    {
        switch (_passage.ActionFor(policy))
        {
            case FindingAction.Report: Count(policy, TakenAction.Reported, Where()); return TakenAction.Reported;
            case FindingAction.Block: Refuse(Refusal.Found(policy), policy); return TakenAction.Blocked;
            default: return Mask(policy, start, length, confidence);
        }
    }

    private TakenAction Mask(KindPolicy policy, int start, int length, double confidence)
    {
        if (_isBlob)
        {
            _blobFindings.Add(new(start, start + length, policy.Placeholder, policy, confidence, false, Where()));
            return TakenAction.Masked;
        }

        if (_place == PlaceKind.Identity)
        {
            var block = ContentBlockStart();
            var item = ListedItemStart();
            if (block >= 0) _withheld ??= (block, policy);
            else if (item >= 0) _withheldItems.TryAdd(item, policy);
            else
            {
                Refuse(Refusal.Identity(policy), policy);
                return TakenAction.Blocked;
            }

            return TakenAction.Masked;
        }

        if (_kind == LeafKind.Number)
        {
            // A part of a number cannot be masked: the whole becomes null.
            _edits.Add(new(_raw.Start, _raw.End, "null"u8.ToArray(), policy, confidence, false, Where()));
            return TakenAction.Masked;
        }

        var (from, to) = _places.Locate(_raw.Of(Payload.Span), start, length);
        _edits.Add(new(_raw.Start + from, _raw.Start + to, policy.Placeholder, policy, confidence, _kind == LeafKind.Name, Where()));
        return TakenAction.Masked;
    }

    private void Refuse(Refusal refusal, KindPolicy policy)
    {
        Count(policy, TakenAction.Blocked, Where());
        Refusal ??= refusal;
    }

    private void Count(KindPolicy policy, TakenAction action, FindingPlace place)
    {
        (Counts ??= new()).Add(policy.Kind.Name);
        (Actions ??= new()).Add(policy, action, place);
    }

    private FindingPlace Where() => _passage.Main is not null ? FindingPlace.Message : FindingPlaces.Of(_passage.Frame.Envelope.Kind, _passage.Info, _place, TopMember);

    private ArgumentException Invalid(string what, string parameter)
    {
        _isInvalid = true;
        return new ArgumentException(what, parameter);
    }

    private sealed class Sink(TextWalker walker) : FindingSink
    {
        public override bool WantsReasons => walker._passage.Observer is not null;

        public override void Add(FindingKind kind, int start, int length, double confidence = 1) => walker.Found(kind, start, length, confidence, null);

        public override void Add(FindingKind kind, int start, int length, double confidence, string reason) => walker.Found(kind, start, length, confidence, reason);
    }
}
