namespace Gateway.Plugins.Lasso.Settings;

/// <summary>The options, checked and completed from the environment.</summary>
internal sealed record LassoSettings
{
    private const int LongestWait = 600_000; // milliseconds
    private const int MostRetries = 10;
    private const int LeastCharacters = 1_000;
    private const int MostCharacters = 200_000;

    /// <summary>Ends with a slash; <c>classify</c> and <c>classifix</c> are under it.</summary>
    public required Uri Address { get; init; }

    public required ApiVersion Version { get; init; }

    public required string ApiKey { get; init; }

    public required string? UserId { get; init; }

    public required string? ConversationId { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required int Retries { get; init; }

    public required int MaxCharacters { get; init; }

    /// <exception cref="PluginOptionsException">An option cannot be used. The sentence never holds its value: it may be a key in the wrong place.</exception>
    public static LassoSettings From(LassoOptions options, Func<string, string?> environment)
    {
        if (options.ApiVersion is { } named && !Enum.IsDefined(named)) throw new PluginOptionsException("api_version: must be \"v3\" or \"v2\"");
        if (options.Timeout <= TimeSpan.Zero || options.Timeout.TotalMilliseconds > LongestWait) throw new PluginOptionsException("timeout: must be more than 0 and at most 10 minutes, as milliseconds or like \"00:00:01.8\"");
        if (options.Retries is < 0 or > MostRetries) throw new PluginOptionsException($"retries: must be 0 to {MostRetries}");
        if (options.MaxCharacters is < LeastCharacters or > MostCharacters) throw new PluginOptionsException($"max_characters: must be {LeastCharacters} to {MostCharacters}");
        var (address, version) = ApiAddress.Read(options.ApiBase, options.ApiVersion);
        return new()
        {
            Address = address,
            Version = version,
            ApiKey = Header("lasso_api_key", options.LassoApiKey, "LASSO_API_KEY", environment)
                ?? throw new PluginOptionsException("there is no API key: set the environment variable LASSO_API_KEY, or lasso_api_key in plugins.lasso.options; a guardrail that you don't need is left out by naming the others"),
            UserId = Header("user_id", options.UserId, "LASSO_USER_ID", environment),
            ConversationId = Header("conversation_id", options.ConversationId, "LASSO_CONVERSATION_ID", environment),
            Timeout = options.Timeout,
            Retries = options.Retries,
            MaxCharacters = options.MaxCharacters,
        };
    }

    // A record prints its members; a key must not be among them.
    public override string ToString() => Address.ToString();

    private static string? Header(string option, string value, string variable, Func<string, string?> environment)
    {
        var isOption = !string.IsNullOrWhiteSpace(value);
        var text = (isOption ? value : environment(variable))?.Trim();
        if (string.IsNullOrEmpty(text)) return null;
        foreach (var character in text)
        {
            if (character is < ' ' or > '~') throw new PluginOptionsException($"{(isOption ? option : variable)}: holds a character that a header cannot carry; only printable ASCII can be sent");
        }

        return text;
    }
}
