using Gateway.Core.Protocol;
using Gateway.Core.Text;

namespace Gateway.Core.Guarding;

/// <summary>Lists the texts of a message for guardrails that look at whole messages, and remembers where each one stands.</summary>
internal sealed class TextCollector : MessageWalker
{
    private readonly List<MessageText> _texts = [];
    private readonly List<TextPlace> _places = [];
    private readonly List<Slice> _blocks = [];

    public IReadOnlyList<MessageText> Texts => _texts;

    public static TextCollector Of(Frame frame, Slice payload, Place place)
    {
        var collector = new TextCollector();
        if (payload.IsPresent) collector.Visit(frame.Buffer.AsMemory(frame.Start + payload.Start, payload.Length), place);
        return collector;
    }

    /// <summary>The edits that mask the findings.</summary>
    /// <exception cref="GuardrailFailedException">A finding names a text that is not there, or a span outside it.</exception>
    public EditList Mask(IEnumerable<(TextFinding Finding, KindPolicy Policy)> findings, out KindPolicy? identity)
    {
        identity = null;
        var edits = new EditList();
        var blobs = new Dictionary<int, List<Edit>>();
        foreach (var (finding, policy) in findings)
        {
            var text = _texts[finding.Text];
            var place = _places[finding.Text];
            if (place.IsBlob) Append(blobs, finding, policy);
            else if (text.Kind == LeafKind.Number) edits.Add(new(place.Raw.Start, place.Raw.End, "null"u8.ToArray(), policy, finding.Confidence, false));
            else if (place.Kind != PlaceKind.Identity) edits.Add(Locate(text, place, finding, policy));
            else if (Block(place.Raw.Start) is { } block) edits.Cover(WithheldBlock.Of(block, policy));
            else identity = policy;
        }

        foreach (var (text, found) in blobs) edits.Add(BlobEdit.Of(_texts[text].Text, found, _places[text].Raw, _ => { }));
        edits.Merge();
        UniqueNames.Ensure(edits, Payload.Span);
        return edits;
    }

    protected override void OnText(ReadOnlySpan<char> text, ReadOnlySpan<char> property, LeafKind kind, PlaceKind place, Slice raw) =>
        Add(text, property, kind, new(place, raw, false));

    protected override void OnBlob(ReadOnlySpan<char> text, ReadOnlySpan<char> property, Slice raw) =>
        Add(text, property, LeafKind.Value, new(PlaceKind.Blob, raw, true));

    protected override void OnUndecodable() => throw new GuardrailFailedException(Configuration.FailureKind.Invalid, null);

    protected override void OnContentBlockEnd(Slice block) => _blocks.Add(block);

    private static void Append(Dictionary<int, List<Edit>> blobs, TextFinding finding, KindPolicy policy)
    {
        if (!blobs.TryGetValue(finding.Text, out var found)) blobs[finding.Text] = found = [];
        found.Add(new(finding.Start, finding.Start + finding.Length, policy.Placeholder, policy, finding.Confidence, false));
    }

    private void Add(ReadOnlySpan<char> text, ReadOnlySpan<char> property, LeafKind kind, TextPlace place)
    {
        _texts.Add(new() { Index = _texts.Count, Text = text.ToString(), Property = property.ToString(), Kind = kind });
        _places.Add(place);
    }

    private Edit Locate(MessageText text, TextPlace place, TextFinding finding, KindPolicy policy)
    {
        var (from, to) = JsonString.Locate(place.Raw.Of(Payload.Span), finding.Start, finding.Length);
        return new(place.Raw.Start + from, place.Raw.Start + to, policy.Placeholder, policy, finding.Confidence, text.Kind == LeafKind.Name);
    }

    // Blocks are listed innermost first.
    private Slice? Block(int offset)
    {
        foreach (var block in _blocks)
        {
            if (offset >= block.Start && offset < block.End) return block;
        }

        return null;
    }

    private readonly record struct TextPlace(PlaceKind Kind, Slice Raw, bool IsBlob);
}
