namespace Gateway.Core.Configuration;

/// <summary>The switches by which a file keeps a server from being started.</summary>
internal static class ServerSwitches
{
    private static readonly Choices<bool> Blocked = new(("blocked", true), ("passed", false), ("skipped", false));

    /// <summary>The reason; null when it may start. Every switch is read, so that a wrong type is found also beside another reason.</summary>
    public static string? Find(ConfigurationNode entry)
    {
        var isDisabled = entry.Find("disabled")?.RequireBoolean() is true;
        var isOff = entry.Find("enabled")?.RequireBoolean() is false;
        var isBlocked = entry.Find("blocked")?.RequireChoice(Blocked) is true;

        if (isDisabled) return "it is disabled in the file (\"disabled\": true)";
        if (isOff) return "it is disabled in the file (\"enabled\": false)";
        return isBlocked ? "it is blocked in the file (\"blocked\": \"blocked\"): a scan found it unsafe; set \"skipped\" to start it all the same" : null;
    }
}
