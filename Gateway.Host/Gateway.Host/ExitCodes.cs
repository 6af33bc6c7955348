namespace Gateway.Host;

/// <summary>What the program's exit code says.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>The tool was called and answered with an error.</summary>
    public const int ToolError = 1;

    /// <summary>A score is outside a bound that was set for it.</summary>
    public const int BoundMissed = 1;

    /// <summary>The command line, the configuration or a plugin that was asked for cannot be used.</summary>
    public const int Usage = 2;

    /// <summary>The server could not be started or did not answer.</summary>
    public const int Server = 3;

    /// <summary>A guardrail refused the call or its result.</summary>
    public const int Blocked = 4;

    /// <summary>A plugin ended the process, or the gateway itself failed.</summary>
    public const int Fault = 5;
}
