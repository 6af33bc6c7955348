using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using Gateway.Plugins.Lasso.Settings;

namespace Gateway.Plugins.Lasso.Api;

/// <summary>Speaks to Lasso: one client, whose key goes to one address.</summary>
internal sealed class LassoApi : IDisposable
{
    // For all messages together; a further request waits for a connection, within its message's time.
    private const int MostConnections = 16;

    // An answer repeats the text at most.
    private const int LongestReply = 4_000_000;

    // A name that moved is noticed, a connection that a middlebox forgot is not used.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ConnectionIdle = TimeSpan.FromSeconds(30);

    private readonly LassoSettings _settings;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public LassoApi(LassoSettings settings, TimeProvider time)
    {
        (_settings, _time) = (settings, time);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // the key goes nowhere else
            UseCookies = false,
            UseProxy = !ApiAddress.IsThisMachine(settings.Address), // a proxy would read what is sent in clear
            MaxConnectionsPerServer = MostConnections,
            PooledConnectionLifetime = ConnectionLifetime,
            PooledConnectionIdleTimeout = ConnectionIdle,
            ConnectTimeout = settings.Timeout / 2, // leaves time to try again
            ActivityHeadersPropagator = null,
        };
        _http = new(handler) { BaseAddress = settings.Address, Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestReply };
        _http.DefaultRequestHeaders.Add("lasso-api-key", settings.ApiKey);
        if (settings.UserId is { } user) _http.DefaultRequestHeaders.Add("lasso-user-id", user);
        if (settings.ConversationId is { } conversation) _http.DefaultRequestHeaders.Add("lasso-conversation-id", conversation);
    }

    public Task<ClassifyReply> ClassifyAsync(string content, Direction direction, TimeBudget budget) => AskAsync("classify", content, direction, budget);

    public Task<ClassifyReply> ClassifixAsync(string content, Direction direction, TimeBudget budget) => AskAsync("classifix", content, direction, budget);

    public void Dispose() => _http.Dispose();

    private async Task<ClassifyReply> AskAsync(string endpoint, string content, Direction direction, TimeBudget budget)
    {
        var request = new ClassifyRequest
        {
            Messages = [new() { Role = direction == Direction.ToServer ? "user" : "assistant", Content = content }],
            // For both directions, as Lasso's own gateway: what a server answers is read by the model.
            MessageType = _settings.Version == ApiVersion.V3 ? "PROMPT" : null,
        };
        var body = JsonSerializer.SerializeToUtf8Bytes(request, WireJson.Default.ClassifyRequest);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await SendAsync(endpoint, body, budget).ConfigureAwait(false);
            }
            catch (LassoException failure) when (failure.IsTransient && attempt < _settings.Retries)
            {
                await budget.WaitAsync(Backoff.Of(attempt, failure.RetryAfter), failure).ConfigureAwait(false);
            }
        }
    }

    private async Task<ClassifyReply> SendAsync(string endpoint, byte[] body, TimeBudget budget)
    {
        try
        {
            using var content = new ByteArrayContent(body) { Headers = { ContentType = new(MediaTypeNames.Application.Json) } };
            using var response = await _http.PostAsync(new Uri(endpoint, UriKind.Relative), content, budget.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode) throw Refused((int)response.StatusCode, response.Headers.RetryAfter);
            var reply = await response.Content.ReadAsByteArrayAsync(budget.Token).ConfigureAwait(false);
            return JsonSerializer.Deserialize(reply, WireJson.Default.ClassifyReply) ?? throw new JsonException();
        }
        catch (HttpRequestException exception)
        {
            var isUnreachable = exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError;
            throw new LassoException($"Lasso could not be asked: {exception.HttpRequestError}") { IsTransient = isUnreachable };
        }
        catch (JsonException)
        {
            throw new LassoException("Lasso's answer is not what its API describes");
        }
        catch (OperationCanceledException) when (budget.IsOver)
        {
            throw LassoException.Late;
        }
        catch (OperationCanceledException) when (!budget.Token.IsCancellationRequested)
        {
            // A cancellation that nobody asked for is ConnectTimeout.
            throw new LassoException("Lasso could not be asked: no connection in time") { IsTransient = true };
        }
    }

    private LassoException Refused(int status, RetryConditionHeaderValue? retryAfter) => new(status switch
    {
        401 or 403 => $"Lasso answered {status}: it does not accept the API key; see lasso_api_key or LASSO_API_KEY",
        >= 300 and < 400 => $"Lasso answered {status}: redirects are not followed; see api_base",
        _ => $"Lasso answered {status}",
    })
    {
        IsTransient = status is 429 or >= 500,
        RetryAfter = retryAfter?.Delta ?? (retryAfter?.Date - _time.GetUtcNow()),
    };
}
