using System.Collections.Concurrent;
using System.Text;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;
using Gateway.Core.Text;

namespace Gateway.Core.Tracing;

/// <summary>Makes texts that a trace may hold: whatever is found in them is masked, whatever its action and direction. Runs on a tracer's thread; it may wait for guardrails.</summary>
internal sealed class TraceMask(GuardrailPipeline pipeline)
{
    private const int MostNames = 1024;
    private const int LongestName = 2000;

    // Names come again with every call; masked by another policy they might show what this one hides.
    private volatile Names _names = new(pipeline.Policy);

    /// <summary>A value of the part as JSON text; null when it may not be told.</summary>
    public string? Json(TracedPart part, Slice value, Place place)
    {
        if (!value.IsPresent || part.Exposure == Exposure.Unchecked) return null;
        var masked = Mask(value.Of(part.Json).ToArray(), place, part.Info, part.Reported, isWalked: IsMasked(part));
        return masked is null ? null : Encoding.UTF8.GetString(masked);
    }

    /// <summary>A string of the part, decoded; null when it may not be told.</summary>
    public string? String(TracedPart part, Slice value)
    {
        if (!value.IsPresent || part.Exposure == Exposure.Unchecked) return null;
        var text = JsonText.Unescape(value.Of(part.Json));
        if (IsMasked(part)) return Printable.Line(text, LongestName);
        return part.Reported?.Any(reported => text.Contains(reported.Text, StringComparison.Ordinal)) == true ? null : Name(text, part.Info);
    }

    /// <summary>A name that came from outside and stands in no message at hand; null when it may not be told.</summary>
    public string? Name(string text, MessageInfo info)
    {
        if (pipeline.IsEmpty) return Printable.Line(text, LongestName);
        var names = _names.Policy == pipeline.Policy ? _names : _names = new(pipeline.Policy);
        if (names.Known.TryGetValue(text, out var known)) return known;
        var masked = Mask(JsonText.Quote(text), Places.Text, info, null) is { } json ? Printable.Line(JsonText.Unescape(json), LongestName) : null;
        if (names.Known.Count < MostNames) names.Known[text] = masked;
        return masked;
    }

    // What another policy masked has not been masked by this one.
    private bool IsMasked(TracedPart part) => part.Exposure == Exposure.Masked && (part.Policy is null || part.Policy == pipeline.Policy);

    private byte[]? Mask(byte[] json, Place place, MessageInfo info, List<(KindPolicy Policy, string Text)>? reported, bool isWalked = false)
    {
        if (pipeline.IsEmpty) return json;
        while (true)
        {
            var policy = pipeline.Policy;
            var masked = MaskAllWays(json, place, info, reported, isWalked, policy);
            if (policy == pipeline.Policy) return masked;
            isWalked = false; // the ways may have been walked under two
        }
    }

    private byte[]? MaskAllWays(byte[] json, Place place, MessageInfo info, List<(KindPolicy Policy, string Text)>? reported, bool isWalked, GuardrailPolicy policy)
    {
        // First, because they were found in the text as it is now.
        var masked = reported is null ? json : ReportedTexts.Mask(json, place, info, reported);
        // A guardrail of the other direction would mask the same secret there.
        MessageInfo[] ways = policy.Texts.AllSee(info.Direction) ? [info] : [info, Turned(info)];
        foreach (var way in ways)
        {
            if (masked is not null && !isWalked) masked = Walk(masked, place, way);
            // Cursors, types and baggage go to their receiver as they are; a trace has no need of them in clear.
            if (masked is not null) masked = Walk(masked, Places.Text, way);
        }

        return masked;
    }

    private byte[]? Walk(byte[] json, Place place, MessageInfo info)
    {
        var passage = GuardrailPipeline.Detached(Frame.Of(json), new(0, json.Length), info, place);
        pipeline.Mask(passage);
        return passage.Refusal is null ? passage.Frame.Bytes.ToArray() : null;
    }

    private static MessageInfo Turned(MessageInfo info) => new()
    {
        Direction = info.Direction == Direction.ToServer ? Direction.ToClient : Direction.ToServer,
        Method = info.Method,
        Server = info.Server,
        Tool = info.Tool,
        IsAnswer = !info.IsAnswer,
        Session = info.Session,
    };

    private sealed record Names(GuardrailPolicy Policy)
    {
        public ConcurrentDictionary<string, string?> Known { get; } = new(StringComparer.Ordinal);
    }
}
