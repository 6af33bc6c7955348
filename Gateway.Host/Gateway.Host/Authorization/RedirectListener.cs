using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Core.Configuration;

namespace Gateway.Host.Authorization;

/// <summary>Waits on this machine for the browser that comes back from the authorization server.</summary>
internal sealed class RedirectListener : IDisposable
{
    private const string PathOnly = "/callback";
    private const int LongestRequest = 16 * 1024;

    private readonly TcpListener[] _listeners;

    /// <exception cref="ConfigurationException">The port is taken.</exception>
    public RedirectListener(int? port)
    {
        try
        {
            var first = Listen(IPAddress.Loopback, port ?? 0);
            var chosen = ((IPEndPoint)first.LocalEndpoint).Port;
            // "localhost" is what most authorization servers have registered, and browsers may take it for either address.
            _listeners = Socket.OSSupportsIPv6 && TryListen(chosen) is { } second ? [first, second] : [first];
            RedirectUri = new($"http://localhost:{chosen}{PathOnly}");
        }
        catch (SocketException exception)
        {
            throw new ConfigurationException($"port {port} cannot be listened on ({exception.SocketErrorCode}); set another 'callbackPort' in the server's 'oauth'");
        }
    }

    public Uri RedirectUri { get; }

    /// <summary>The authorization server's answer that belongs to this state; what else comes is turned away.</summary>
    /// <returns>Null when it refused.</returns>
    public async Task<Redirect?> WaitAsync(string state, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var found = new TaskCompletionSource<Redirect?>(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var listener in _listeners) _ = AcceptAsync(listener, state, found, ending.Token);
        try
        {
            return await found.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        foreach (var listener in _listeners) listener.Dispose();
    }

    public static Dictionary<string, string> Query(string query)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            values.TryAdd(Decode(parts[0]), parts.Length > 1 ? Decode(parts[1]) : "");
        }

        return values;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static TcpListener Listen(IPAddress address, int port)
    {
        var listener = new TcpListener(address, port);
        listener.Start();
        return listener;
    }

    private static TcpListener? TryListen(int port)
    {
        try
        {
            return Listen(IPAddress.IPv6Loopback, port);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static async Task AcceptAsync(TcpListener listener, string state, TaskCompletionSource<Redirect?> found, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                // One that says nothing holds up no other.
                _ = AnswerAsync(await listener.AcceptTcpClientAsync(cancellationToken).ConfigureAwait(false), state, found, cancellationToken);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static async Task AnswerAsync(TcpClient browser, string state, TaskCompletionSource<Redirect?> found, CancellationToken cancellationToken)
    {
        try
        {
            using (browser)
            {
                var stream = browser.GetStream();
                var redirect = Redirect.Read(await ReadLineAsync(stream, cancellationToken).ConfigureAwait(false), PathOnly);
                var isOurs = redirect is not null && state.Length > 0 && redirect.State == state;
                var (status, text) = (isOurs, redirect?.Code) switch
                {
                    (false, _) => ("404 Not Found", "This is not the answer that mcp-gateway waits for."),
                    (_, null) => ("200 OK", "You are not signed in: the server refused. You can close this window."),
                    _ => ("200 OK", "You are signed in to the MCP server. You can close this window."),
                };
                await stream.WriteAsync(Encoding.ASCII.GetBytes(Page(status, text)), cancellationToken).ConfigureAwait(false);
                if (isOurs) found.TrySetResult(redirect!.Code is null ? null : redirect); // not null, as isOurs has it
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The browser went away.
        }
    }

    private static async Task<string> ReadLineAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestRequest];
        var length = 0;
        while (length < buffer.Length && await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            length += read;
            if (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0) break;
        }

        var end = buffer.AsSpan(0, length).IndexOf((byte)'\r');
        return Encoding.ASCII.GetString(buffer, 0, Math.Max(0, end));
    }

    private static string Page(string status, string text)
    {
        var page = $"<!doctype html><meta charset=utf-8><title>mcp-gateway</title><p>{text}</p>";
        return $"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {page.Length}\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n{page}";
    }
}
