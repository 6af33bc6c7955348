using System.Net.Http.Headers;
using System.Text;

namespace EndToEnd.Peers;

/// <summary>Tells every message that goes over HTTP: what is sent may be changed, and what is received is told before the SDK has it.</summary>
internal sealed class WatchedExchanges(Func<string, string> onSend, Action<string> onReceive) : DelegatingHandler(new SocketsHttpHandler())
{
    private const string Data = "data:";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
        {
            var message = onSend(await content.ReadAsStringAsync(cancellationToken));
            request.Content = With(content.Headers, new ByteArrayContent(Encoding.UTF8.GetBytes(message)));
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (response.Content.Headers.ContentType?.MediaType == "text/event-stream")
        {
            response.Content = With(response.Content.Headers, new StreamContent(new ReadLines(await response.Content.ReadAsStreamAsync(cancellationToken), ReceiveLine)));
        }
        else if (response.Content.Headers.ContentType?.MediaType == "application/json")
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            onReceive(await response.Content.ReadAsStringAsync(cancellationToken));
        }

        return response;
    }

    // The first event of a stream may carry nothing.
    private void ReceiveLine(string line)
    {
        if (line.StartsWith(Data, StringComparison.Ordinal) && line[Data.Length..].Trim() is { Length: > 0 } message) onReceive(message);
    }

    private static T With<T>(HttpContentHeaders headers, T content)
        where T : HttpContent
    {
        foreach (var (name, values) in headers)
        {
            if (name != "Content-Length") content.Headers.TryAddWithoutValidation(name, values);
        }

        return content;
    }
}
