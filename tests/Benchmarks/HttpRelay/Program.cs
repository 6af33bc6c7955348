// The floor of any .NET gateway before a remote server: each line is a POST of its own that waits for no other, and the body of its
// answer is a line. It parses nothing, but for where the data of a one-event stream begins and ends.

using System.Net.Http.Headers;

if (args is not [var url])
{
    Console.Error.WriteLine("Usage: http-relay <url>");
    return 2;
}

var address = new Uri(url);
var json = new MediaTypeHeaderValue("application/json");
var output = Console.OpenStandardOutput();
var outputLock = new Lock();
using var server = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null });

var input = Console.OpenStandardInput();
var buffer = new byte[64 * 1024]; // what a pipe holds, and more than any request of the benchmarks
var end = 0;
for (int count; (count = input.Read(buffer, end, buffer.Length - end)) > 0;)
{
    end += count;
    var start = 0;
    for (int length; (length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n')) >= 0; start += length + 1)
    {
        _ = PostAsync(buffer.AsSpan(start, length).ToArray());
    }

    buffer.AsSpan(start, end - start).CopyTo(buffer);
    end -= start;
}

return 0;

async Task PostAsync(byte[] line)
{
    try
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(line) { Headers = { ContentType = json } } };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        using var response = await server.SendAsync(request, CancellationToken.None).ConfigureAwait(false);
        var body = new MemoryStream((int)(response.Content.Headers.ContentLength ?? 1024) + 1);
        await response.Content.CopyToAsync(body).ConfigureAwait(false);
        if (body.Length > 0) Write(body, response.Content.Headers.ContentType?.MediaType == "text/event-stream");
    }
    catch (HttpRequestException error)
    {
        Console.Error.WriteLine(error.Message);
        Environment.Exit(1);
    }
}

void Write(MemoryStream body, bool isEvents)
{
    body.WriteByte((byte)'\n');
    var line = body.GetBuffer().AsSpan(0, (int)body.Length);
    if (isEvents)
    {
        line = line[(line.IndexOf("data: "u8) + 6)..];
        line = line[..(line.IndexOf((byte)'\n') + 1)];
    }

    lock (outputLock)
    {
        output.Write(line);
        output.Flush();
    }
}
