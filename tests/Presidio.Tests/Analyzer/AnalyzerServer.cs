using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Gateway.Plugins.Presidio.Tests.Analyzer;

/// <summary>A local HTTP server that answers as Presidio's analyzer does, or as a test tells it to.</summary>
internal sealed class AnalyzerServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _loop;
    private int _atOnce;

    public AnalyzerServer()
    {
        // A port that was free a moment ago may be taken: then another is tried.
        for (var attempt = 0; ; attempt++)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var port = ((IPEndPoint)probe.LocalEndpoint).Port;
            probe.Stop();
            Url = $"http://127.0.0.1:{port}";
            _listener.Prefixes.Clear();
            _listener.Prefixes.Add(Url + "/");
            try
            {
                _listener.Start();
                break;
            }
            catch (HttpListenerException) when (attempt < 20)
            {
            }
        }

        _loop = Task.Run(ServeAsync);
    }

    public string Url { get; }

    public string[] Entities { get; set; } = ["PERSON", "LOCATION", "EMAIL_ADDRESS"];

    /// <summary>What is found in a text; positions in code points.</summary>
    public Func<string, object> Answer { get; set; } = static _ => Array.Empty<object>();

    /// <summary>Takes an answer over: true when it was given.</summary>
    public Func<HttpListenerContext, Task<bool>> Fault { get; set; } = static _ => Task.FromResult(false);

    public List<JsonElement> Requests { get; } = [];

    public int MostAtOnce { get; private set; }

    public void Dispose()
    {
        _listener.Close();
        _loop.Wait(TimeSpan.FromSeconds(10));
    }

    public static object Found(string entity, int start, int end, double score = 0.85) =>
        new { analysis_explanation = (object?)null, end, entity_type = entity, score, start };

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            _ = ServeAsync(context);
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        try
        {
            lock (Requests) MostAtOnce = Math.Max(MostAtOnce, ++_atOnce);
            if (await Fault(context)) return;
            var (status, body) = await RespondAsync(context.Request);
            context.Response.StatusCode = status;
            context.Response.ContentType = body.StartsWith('P') ? "text/html; charset=utf-8" : "application/json";
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException)
        {
        }
        finally
        {
            lock (Requests) _atOnce--;
            context.Response.Close();
        }
    }

    private async Task<(int Status, string Body)> RespondAsync(HttpListenerRequest request)
    {
        switch (request.HttpMethod, request.Url!.AbsolutePath)
        {
            case ("GET", "/health"):
                return (200, "Presidio Analyzer service is up");
            case ("GET", "/supportedentities"):
                return request.QueryString["language"] == "en" ? (200, JsonSerializer.Serialize(Entities)) : (500, """{"error": "No matching recognizers were found to serve the request."}""");
            case ("POST", "/analyze"):
                var body = (await JsonDocument.ParseAsync(request.InputStream)).RootElement;
                lock (Requests) Requests.Add(body);
                return (200, JsonSerializer.Serialize(Answer(body.GetProperty("text").GetString()!)));
            default:
                return (404, """{"error": "not found"}""");
        }
    }
}
