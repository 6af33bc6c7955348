using Gateway.Core.Protocol;

namespace Gateway.Core.Guarding;

/// <summary>What a message is, for people: <c>the result of files/read_file</c>.</summary>
internal static class MessageName
{
    // The rest of the specification's requests and notifications, which the gateway passes on. Any other method is a peer's text.
    private static readonly string[] PassedOn =
    [
        "resources/list", "resources/templates/list", "resources/subscribe", "resources/unsubscribe", "prompts/list", "completion/complete", "logging/setLevel",
        "tasks/get", "tasks/result", "tasks/list", "tasks/cancel", "notifications/tasks/status", "notifications/resources/list_changed",
        "notifications/prompts/list_changed", "notifications/roots/list_changed", "notifications/elicitation/complete",
    ];

    /// <param name="passage">The message.</param>
    /// <param name="isNamed">Whether the tool may be named.</param>
    public static string Of(Passage passage, bool isNamed)
    {
        var info = passage.Info;
        var whom = info.Server.Length == 0 ? "the gateway" : info.Server;
        var target = isNamed && info.Tool is { } tool ? $"{whom}/{Printable.Line(tool, 80)}".Replace("the gateway/", "", StringComparison.Ordinal) : whom;
        var isKnown = Methods.IsKnown(Methods.Parse(JsonText.Quote(info.Method))) || PassedOn.Contains(info.Method);
        var method = isKnown ? info.Method : info.IsAnswer || passage.Frame.Envelope.Kind == FrameKind.Request ? "unknown" : "unknown notification";
        var (isCall, isToServer) = (method == Methods.ToolsCall, info.Direction == Direction.ToServer);
        return passage.Frame.Envelope.Kind switch
        {
            FrameKind.Notification => $"the {method} {(isToServer ? "to" : "of")} {target}",
            FrameKind.Error when isCall => $"the error of {target}",
            FrameKind.Error => $"the {method} error of {(isToServer ? "the client for " : "")}{target}",
            _ when info.IsAnswer && isCall => $"the result of {target}",
            _ when info.IsAnswer => $"the {method} result of {(isToServer ? "the client for " : "")}{target}",
            _ when isCall => $"the call of {target}",
            _ => $"the {method} request {(isToServer ? "to" : "of")} {target}",
        };
    }
}
