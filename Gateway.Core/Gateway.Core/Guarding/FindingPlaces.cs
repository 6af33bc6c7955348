using Gateway.Core.Protocol;
using Gateway.Core.Text;

namespace Gateway.Core.Guarding;

/// <summary>Names the place of a finding without quoting the message.</summary>
internal static class FindingPlaces
{
    /// <param name="frame">What the message is; <see cref="FrameKind.Invalid"/> for a part of one.</param>
    /// <param name="info">What is known of it.</param>
    /// <param name="kind">What stands there.</param>
    /// <param name="member">The member of the payload it is in: a peer's text, so it is only compared.</param>
    public static FindingPlace Of(FrameKind frame, MessageInfo info, PlaceKind kind, ReadOnlySpan<char> member)
    {
        if (kind == PlaceKind.Identity) return FindingPlace.Identity;
        if (frame == FrameKind.Error) return FindingPlace.Error;
        if (frame == FrameKind.Notification) return FindingPlace.Notification;
        if (info.Method == Methods.Initialize) return FindingPlace.Introduction;
        if (info.IsAnswer && info.Method.EndsWith("/list", StringComparison.Ordinal)) return FindingPlace.Listing;
        return member switch
        {
            "arguments" => FindingPlace.Arguments,
            "content" or "contents" or "messages" => FindingPlace.Content,
            "structuredContent" => FindingPlace.StructuredContent,
            "_meta" => FindingPlace.Meta,
            _ => info.IsAnswer ? FindingPlace.Result : FindingPlace.Request,
        };
    }

    /// <summary>The word for logs: the specification's own where it has one.</summary>
    public static string Word(this FindingPlace place) => place switch
    {
        FindingPlace.Arguments => "arguments",
        FindingPlace.Content => "content",
        FindingPlace.StructuredContent => "structuredContent",
        FindingPlace.Meta => "_meta",
        FindingPlace.Error => "error",
        FindingPlace.Listing => "listing",
        FindingPlace.Notification => "notification",
        FindingPlace.Identity => "identity",
        FindingPlace.Introduction => "introduction",
        FindingPlace.Request => "request",
        FindingPlace.Result => "result",
        _ => "message",
    };
}
