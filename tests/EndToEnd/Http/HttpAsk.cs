using System.Text;

namespace EndToEnd.Http;

/// <summary>A request as it goes over the wire: nothing repairs what a test made wrong.</summary>
internal sealed record HttpAsk
{
    public string Method { get; init; } = "POST";

    public required string Target { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public byte[] Body { get; init; } = [];

    /// <summary>The head as it is written. Its length is told, unless a header says something about it.</summary>
    public byte[] Bytes
    {
        get
        {
            var head = new StringBuilder($"{Method} {Target} HTTP/1.1\r\n");
            foreach (var (name, value) in Headers) head.Append($"{name}: {value}\r\n");
            if (!Headers.Any(header => Is(header.Name, "Content-Length") || Is(header.Name, "Transfer-Encoding"))) head.Append($"Content-Length: {Body.Length}\r\n");
            return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. Body];
        }
    }

    /// <summary>With the header in place of any of that name.</summary>
    public HttpAsk With(string name, string value) => Without(name).And(name, value);

    /// <summary>With one header more.</summary>
    public HttpAsk And(string name, string value) => this with { Headers = [.. Headers, (name, value)] };

    public HttpAsk Without(string name) => this with { Headers = [.. Headers.Where(header => !Is(header.Name, name))] };

    public HttpAsk To(string target) => this with { Target = target };

    public HttpAsk As(string method) => this with { Method = method };

    public HttpAsk Carrying(string body) => this with { Body = Encoding.UTF8.GetBytes(body) };

    public HttpAsk Carrying(byte[] body) => this with { Body = body };

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
