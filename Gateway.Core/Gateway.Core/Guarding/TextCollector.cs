using Gateway.Core.Protocol;
using Gateway.Core.Text;

namespace Gateway.Core.Guarding;

/// <summary>Lists the texts of a message for guardrails that look at whole messages, and remembers where each one stands.</summary>
internal sealed class TextCollector : MessageWalker
{
    private readonly List<MessageText> _texts = [];
    private readonly List<TextPlace> _places = [];
    private readonly List<Slice> _blocks = [];
    private readonly List<Slice> _items = [];
    private readonly StringPlaces _placesInText = new();
    private int _located;
    private FrameKind _frameKind;
    private MessageInfo _info = Passage.Nowhere;

    public IReadOnlyList<MessageText> Texts => _texts;

    public static TextCollector Of(Frame frame, Slice payload, Place place, MessageInfo info)
    {
        var collector = new TextCollector { _frameKind = frame.Envelope.Kind, _info = info };
        if (payload.IsPresent) collector.Visit(frame.Buffer.AsMemory(frame.Start + payload.Start, payload.Length), place);
        return collector;
    }

    public FindingPlace PlaceOf(int text) => _places[text].Where;

    /// <summary>The edits that mask the findings.</summary>
    /// <exception cref="GuardrailFailedException">A finding names a text that is not there, or a span outside it.</exception>
    public EditList Mask(IEnumerable<(TextFinding Finding, KindPolicy Policy)> findings, out KindPolicy? identity)
    {
        identity = null;
        var edits = new EditList();
        var blobs = new Dictionary<int, List<Edit>>();
        var withheld = new List<Edit>();
        var withheldItems = new Dictionary<int, KindPolicy>();
        foreach (var (finding, policy) in findings)
        {
            var text = _texts[finding.Text];
            var place = _places[finding.Text];
            if (place.IsBlob) Append(blobs, finding, policy, place.Where);
            else if (place.Kind == PlaceKind.Identity && Around(_blocks, place.Raw.Start) is { } block) withheld.Add(WithheldBlock.Of(block, policy));
            else if (place.Kind == PlaceKind.Identity && Around(_items, place.Raw.Start) is { } item) withheldItems.TryAdd(item.Start, policy);
            else if (place.Kind == PlaceKind.Identity) identity = policy;
            else if (text.Kind == LeafKind.Number) edits.Add(new(place.Raw.Start, place.Raw.End, "null"u8.ToArray(), policy, finding.Confidence, false, place.Where));
            else edits.Add(Locate(text, place, finding, policy));
        }

        foreach (var (text, found) in blobs) edits.Add(BlobEdit.Of(_texts[text].Text, found, _places[text].Raw, edits.Inside));
        // Last, and the inner before the outer: whatever else was found inside goes with the block.
        foreach (var block in withheld.OrderBy(block => block.End - block.Start)) edits.Cover(block);
        ListedItems.Remove(edits, Payload.Span, withheldItems);
        edits.Merge();
        UniqueNames.Ensure(edits, Payload.Span);
        return edits;
    }

    protected override void OnText(ReadOnlySpan<char> text, ReadOnlySpan<char> property, LeafKind kind, PlaceKind place, Slice raw) =>
        Add(text, property, kind, new(place, raw, false, Where(place)));

    protected override void OnBlob(ReadOnlySpan<char> text, ReadOnlySpan<char> property, Slice raw) =>
        Add(text, property, LeafKind.Value, new(PlaceKind.Blob, raw, true, Where(PlaceKind.Blob)));

    protected override void OnUndecodable() => throw new GuardrailFailedException(Configuration.FailureKind.Invalid, null);

    protected override void OnContentBlockEnd(Slice block) => _blocks.Add(block);

    protected override void OnListedItemEnd(Slice item) => _items.Add(item);

    private static void Append(Dictionary<int, List<Edit>> blobs, TextFinding finding, KindPolicy policy, FindingPlace where)
    {
        if (!blobs.TryGetValue(finding.Text, out var found)) blobs[finding.Text] = found = [];
        found.Add(new(finding.Start, finding.Start + finding.Length, policy.Placeholder, policy, finding.Confidence, false, where));
    }

    private void Add(ReadOnlySpan<char> text, ReadOnlySpan<char> property, LeafKind kind, TextPlace place)
    {
        _texts.Add(new() { Index = _texts.Count, Text = text.ToString(), Property = property.ToString(), Kind = kind });
        _places.Add(place);
    }

    private Edit Locate(MessageText text, TextPlace place, TextFinding finding, KindPolicy policy)
    {
        if (_located != finding.Text) _placesInText.Clear();
        _located = finding.Text;
        var (from, to) = _placesInText.Locate(place.Raw.Of(Payload.Span), finding.Start, finding.Length);
        return new(place.Raw.Start + from, place.Raw.Start + to, policy.Placeholder, policy, finding.Confidence, text.Kind == LeafKind.Name, place.Where);
    }

    // They are listed innermost first.
    private static Slice? Around(List<Slice> blocks, int offset)
    {
        foreach (var block in blocks)
        {
            if (offset >= block.Start && offset < block.End) return block;
        }

        return null;
    }

    private FindingPlace Where(PlaceKind place) => FindingPlaces.Of(_frameKind, _info, place, TopMember);

    private readonly record struct TextPlace(PlaceKind Kind, Slice Raw, bool IsBlob, FindingPlace Where);
}
