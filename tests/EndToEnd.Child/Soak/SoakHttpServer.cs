using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EndToEnd.Child.Soak;

/// <summary>The server of the soak over Streamable HTTP: a thread a connection; JSON for an answer alone, else a stream of events.</summary>
internal static class SoakHttpServer
{
    /// <summary>Prints its URL and serves until its input ends.</summary>
    public static int Run(SoakAnswers answers)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Console.WriteLine($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/mcp");
        new Thread(() => Accept(listener, answers)) { IsBackground = true }.Start();
        Console.In.ReadToEnd();
        return 0;
    }

    private static void Accept(TcpListener listener, SoakAnswers answers)
    {
        while (true)
        {
            var socket = listener.AcceptSocket();
            socket.NoDelay = true;
            new Thread(() => Serve(socket, answers)) { IsBackground = true }.Start();
        }
    }

    private static void Serve(Socket socket, SoakAnswers answers)
    {
        var input = new byte[16 * 1024];
        var end = 0;
        using (socket)
        {
            try
            {
                while (socket.Receive(input, end, input.Length - end, SocketFlags.None) is > 0 and var read)
                {
                    end += read;
                    while (TryTake(input.AsSpan(0, end), out var isPost, out var body, out var length))
                    {
                        Answer(socket, isPost, isPost ? answers.To(input.AsMemory(body)) : []);
                        input.AsSpan(length, end - length).CopyTo(input);
                        end -= length;
                    }

                    if (end == input.Length) Array.Resize(ref input, input.Length * 2);
                }
            }
            catch (SocketException)
            {
                // The client took a call back.
            }
        }
    }

    private static bool TryTake(ReadOnlySpan<byte> input, out bool isPost, out Range body, out int length)
    {
        isPost = input.StartsWith("POST "u8);
        (body, length) = (default, 0);
        var at = input.IndexOf("\r\n\r\n"u8) + 4;
        if (at < 4) return false;
        var bodyLength = 0;
        var named = input[..at].IndexOf("Content-Length: "u8);
        if (named >= 0 && !Utf8Parser.TryParse(input[(named + 16)..], out bodyLength, out _)) throw new InvalidDataException("a length that is no number");
        (body, length) = (at..(at + bodyLength), at + bodyLength);
        return input.Length >= length;
    }

    private static void Answer(Socket socket, bool isPost, IReadOnlyList<byte[]> messages)
    {
        switch (messages)
        {
            case []:
                Send(socket, $"HTTP/1.1 {(isPost ? "202 Accepted" : "405 Method Not Allowed")}\r\nContent-Length: 0\r\n\r\n");
                break;
            case [var answer]:
                Send(socket, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {answer.Length}\r\n\r\n", answer);
                break;
            default:
                Send(socket, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
                foreach (var message in messages) Send(socket, $"{message.Length + 8:x}\r\ndata: ", message, "\n\n\r\n");
                Send(socket, "0\r\n\r\n");
                break;
        }
    }

    private static void Send(Socket socket, string before, byte[]? content = null, string after = "") =>
        socket.Send(new ArraySegment<byte>[] { Encoding.ASCII.GetBytes(before), content ?? [], Encoding.ASCII.GetBytes(after) });
}
