using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gateway.Plugins.Presidio.Analyzer;

/// <summary>Speaks Presidio's REST API: <c>GET /health</c>, <c>GET /supportedentities</c>, <c>POST /analyze</c>.</summary>
internal sealed class AnalyzerClient : IDisposable
{
    private const int MostAnswerBytes = 16 * 1024 * 1024;

    private readonly HttpClient _http;

    public AnalyzerClient(Uri address, TimeSpan timeout)
    {
        // No redirects: a text goes where the user said and nowhere else.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = timeout, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        _http = new HttpClient(handler) { BaseAddress = address, Timeout = timeout, MaxResponseContentBufferSize = MostAnswerBytes };
    }

    /// <summary>The entities that it finds in a language, after it said that it is well.</summary>
    /// <exception cref="PluginOptionsException">It is not there, or knows the language not.</exception>
    public string[] Greet(string language)
    {
        try
        {
            // The constructor of a plugin is synchronous.
            using var health = _http.Send(new HttpRequestMessage(HttpMethod.Get, "health"));
            if (!health.IsSuccessStatusCode) throw new PluginOptionsException($"analyzer_url: the analyzer at {_http.BaseAddress} answers /health with {(int)health.StatusCode}");
            using var supported = _http.Send(new HttpRequestMessage(HttpMethod.Get, $"supportedentities?language={Uri.EscapeDataString(language)}"));
            if (!supported.IsSuccessStatusCode) throw new PluginOptionsException($"language: the analyzer at {_http.BaseAddress} does not know '{language}'; it answers with {(int)supported.StatusCode}");
            using var stream = supported.Content.ReadAsStream();
            return JsonSerializer.Deserialize(stream, AnalyzerJson.Default.StringArray) ?? [];
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or JsonException or IOException)
        {
            throw new PluginOptionsException($"analyzer_url: no Presidio analyzer answers at {_http.BaseAddress}; start it, or take the option away", exception);
        }
    }

    /// <summary>What it finds in one text.</summary>
    /// <exception cref="AnalyzerException">It did not answer, or not as it should.</exception>
    public async Task<AnalyzerResult[]> AnalyzeAsync(AnalyzerRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.PostAsJsonAsync("analyze", request, (JsonTypeInfo<AnalyzerRequest>)AnalyzerJson.Default.AnalyzerRequest, cancellationToken).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode) throw new AnalyzerException($"the analyzer answers with {(int)answer.StatusCode}");
            return await answer.Content.ReadFromJsonAsync(AnalyzerJson.Default.AnalyzerResultArray, cancellationToken).ConfigureAwait(false) ?? throw new AnalyzerException("the analyzer answers null");
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or IOException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new AnalyzerException($"the analyzer cannot be used: {exception.GetType().Name}", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
