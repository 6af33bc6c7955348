using System.Text.Json.Serialization;
using Gateway.Plugins.Lasso.Settings;

namespace Gateway.Plugins.Lasso;

/// <summary>The options of <c>lasso</c>. An empty one is read from the environment, where it has a variable.</summary>
public sealed class LassoOptions
{
    /// <summary>The API key; else <c>LASSO_API_KEY</c>. Without one the gateway does not start.</summary>
    public string LassoApiKey { get; init; } = "";

    /// <summary>Whom Lasso shows as the user; else <c>LASSO_USER_ID</c>.</summary>
    public string UserId { get; init; } = "";

    /// <summary>Joins requests to one conversation in Lasso; else <c>LASSO_CONVERSATION_ID</c>.</summary>
    public string ConversationId { get; init; } = "";

    /// <summary>Where Lasso is: a host, with or without <c>/gateway/v3</c> and <c>/classify</c>. https, or this machine.</summary>
    public string ApiBase { get; init; } = "https://server.lasso.security";

    /// <summary>Which API is spoken; what <see cref="ApiBase"/> names, else v3.</summary>
    public ApiVersion? ApiVersion { get; init; }

    /// <summary>How long one message may take, with all its requests and retries.</summary>
    /// <remarks>Under the gateway's own limit of 2 s for message guardrails: who raises this raises <c>plugins.lasso.timeout</c> above it.</remarks>
    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMilliseconds(1_800);

    /// <summary>How often a request is sent again that found no connection, or was answered 429 or 5xx.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>The most text in one request; a longer message becomes several.</summary>
    public int MaxCharacters { get; init; } = 10_000;
}
