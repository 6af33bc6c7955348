using System.ComponentModel;
using System.Text.Json.Serialization;
using Gateway.Plugins.Lasso.Settings;

namespace Gateway.Plugins.Lasso;

/// <summary>The options of <c>lasso</c>. An empty one is read from the environment, where it has a variable.</summary>
public sealed class LassoOptions
{
    /// <summary>The API key; else <c>LASSO_API_KEY</c>. Without one the gateway does not start.</summary>
    [Description("The API key; else LASSO_API_KEY. One of them is required, better the variable")]
    public string LassoApiKey { get; init; } = "";

    /// <summary>Whom Lasso shows as the user; else <c>LASSO_USER_ID</c>.</summary>
    [Description("Whom Lasso shows as the user; else LASSO_USER_ID")]
    public string UserId { get; init; } = "";

    /// <summary>Joins requests to one conversation in Lasso; else <c>LASSO_CONVERSATION_ID</c>.</summary>
    [Description("Joins requests to one conversation in Lasso; else LASSO_CONVERSATION_ID")]
    public string ConversationId { get; init; } = "";

    /// <summary>Where Lasso is: a host, with or without <c>/gateway/v3</c> and <c>/classify</c>. https, or this machine.</summary>
    [Description("Host of the API, with or without /gateway/v3 and /classify; http only for this machine")]
    public string ApiBase { get; init; } = "https://server.lasso.security";

    /// <summary>Which API is spoken; what <see cref="ApiBase"/> names, else v3.</summary>
    [Description("Which API is spoken: what api_base names, else v3")]
    public ApiVersion? ApiVersion { get; init; }

    /// <summary>How long one message may take, with all its requests and retries.</summary>
    /// <remarks>Under the gateway's own limit of 2 s for message guardrails: who raises this raises <c>plugins.lasso.timeout</c> above it.</remarks>
    [JsonConverter(typeof(DurationConverter))]
    [Description("For one message with all its requests; or milliseconds. Keep plugins.lasso.timeout above it")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMilliseconds(1_800);

    /// <summary>How often a request is sent again that found no connection, or was answered 429 or 5xx.</summary>
    [Description("How often a request is sent again, 0 to 10")]
    public int Retries { get; init; } = 2;

    /// <summary>The most text in one request; a longer message becomes several.</summary>
    [Description("Most text in one request, 1000 to 200000")]
    public int MaxCharacters { get; init; } = 10_000;
}
