using Gateway.Core.Protocol;

namespace Gateway.Core.Routing;

/// <summary>What a <c>completion/complete</c> completes: an argument of a prompt, or of a URI template.</summary>
internal static class CompletionReference
{
    /// <summary>Where <c>ref.name</c> of a prompt has its value.</summary>
    public static Slice Name(Frame frame) => Member(frame, "name"u8);

    /// <summary>Where <c>ref.uri</c> of a template or resource has its value.</summary>
    public static Slice Uri(Frame frame) => Member(frame, "uri"u8);

    private static Slice Member(Frame frame, ReadOnlySpan<byte> name)
    {
        var parameters = frame.Envelope.Params;
        if (!parameters.IsPresent) return default;
        var reference = JsonMembers.Find(frame.Raw(parameters), "ref"u8);
        if (!reference.IsPresent) return default;
        var value = JsonMembers.Find(reference.Of(frame.Raw(parameters)), name);
        var at = parameters.Start + reference.Start + value.Start;
        return value.IsPresent && frame.Bytes[at] == '"' && value.Length > 2 ? new(at, value.Length) : default;
    }
}
