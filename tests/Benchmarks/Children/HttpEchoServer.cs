using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Benchmarks.Children;

/// <summary>The remote child: Streamable HTTP without sessions, a thread a connection and one write an answer, so that it costs little.</summary>
internal static class HttpEchoServer
{
    /// <summary>Prints its URL and serves until its input ends.</summary>
    public static int Run()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Console.WriteLine($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/mcp");
        var answers = new EchoAnswers([.. RemoteForm.All.Select(form => form.Tool)]);
        new Thread(() => Accept(listener, answers)) { IsBackground = true }.Start();
        Console.In.ReadToEnd();
        return 0;
    }

    private static void Accept(TcpListener listener, EchoAnswers answers)
    {
        while (true)
        {
            var socket = listener.AcceptSocket();
            socket.NoDelay = true;
            new Thread(() => Serve(socket, answers)) { IsBackground = true }.Start();
        }
    }

    private static void Serve(Socket socket, EchoAnswers answers)
    {
        var input = new byte[64 * 1024]; // more than any request of the benchmarks
        var end = 0;
        using (socket)
        {
            try
            {
                while (socket.Receive(input, end, input.Length - end, SocketFlags.None) is > 0 and var read)
                {
                    end += read;
                    while (TryTake(input.AsSpan(0, end), out var head, out var body, out var length))
                    {
                        socket.Send(Answer(input.AsSpan(head), input.AsMemory(body), answers));
                        input.AsSpan(length, end - length).CopyTo(input);
                        end -= length;
                    }
                }
            }
            catch (SocketException)
            {
                // The client went away.
            }
        }
    }

    private static bool TryTake(ReadOnlySpan<byte> input, out Range head, out Range body, out int length)
    {
        (head, body, length) = (default, default, 0);
        var at = input.IndexOf("\r\n\r\n"u8) + 4;
        if (at < 4) return false;
        var bodyLength = 0;
        var named = input[..at].IndexOf("Content-Length: "u8);
        if (named >= 0 && !Utf8Parser.TryParse(input[(named + 16)..], out bodyLength, out _)) throw new InvalidDataException("a length that is no number");
        (head, body, length) = (..at, at..(at + bodyLength), at + bodyLength);
        return input.Length >= length;
    }

    private static byte[] Answer(ReadOnlySpan<byte> head, ReadOnlyMemory<byte> body, EchoAnswers answers)
    {
        if (!head.StartsWith("POST "u8)) return "HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n"u8.ToArray();
        using var request = JsonDocument.Parse(body);
        if (!request.RootElement.TryGetProperty("id", out var id) || !request.RootElement.TryGetProperty("method", out var method)) return "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"u8.ToArray();
        var begin = Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":{{id.GetRawText()}}""");
        var rest = answers.To(method.GetString(), request.RootElement);
        return IsForEvents(request.RootElement) ? Events(begin, rest) : Json(begin, rest);
    }

    private static bool IsForEvents(JsonElement request) =>
        request.TryGetProperty("params", out var parameters) && parameters.TryGetProperty("name", out var name) && name.ValueEquals(RemoteForm.Events.Tool);

    private static byte[] Json(byte[] begin, byte[] rest) =>
        [.. Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {begin.Length + rest.Length}\r\n\r\n"), .. begin, .. rest];

    private static byte[] Events(byte[] begin, byte[] rest)
    {
        ReadOnlySpan<byte> before = "event: message\ndata: "u8;
        var length = before.Length + begin.Length + rest.Length + 2;
        return
        [
            .. Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n"),
            .. before, .. begin, .. rest, .. "\n\n\r\n0\r\n\r\n"u8,
        ];
    }
}
