using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Benchmarks.Children;

namespace Benchmarks.Driving;

/// <summary>Calls the echo tool for one size and checks every answer.</summary>
internal sealed class EchoCall
{
    private static ReadOnlySpan<byte> Prefix => "{\"jsonrpc\":\"2.0\",\"id\":"u8;

    private readonly Session _session;
    private readonly int _size;
    private readonly byte[] _rest;
    private readonly byte[] _request;
    private readonly int _length;

    /// <summary>Makes the first call and compares its whole text; later answers must have the same length.</summary>
    public EchoCall(Session session, string tool, int size)
    {
        _session = session;
        _size = size;
        _rest = Encoding.UTF8.GetBytes(
            $",\"method\":\"tools/call\",\"params\":{{\"name\":\"{tool}\",\"arguments\":{{\"size\":{size}}}}}}}\n");
        _request = new byte[Prefix.Length + 20 + _rest.Length];
        Prefix.CopyTo(_request);

        _length = CheckWhole(Send(session.NextId()));
    }

    /// <summary>One request; valid until the next.</summary>
    public ReadOnlySpan<byte> Request(long id)
    {
        Utf8Formatter.TryFormat(id, _request.AsSpan(Prefix.Length), out var digits);
        _rest.CopyTo(_request.AsSpan(Prefix.Length + digits));
        return _request.AsSpan(0, Prefix.Length + digits + _rest.Length);
    }

    /// <summary>One call from request to answer.</summary>
    public ReadOnlySpan<byte> Send(long id)
    {
        _session.Write(Request(id));
        var frame = _session.Read();
        while (Answer.See(frame).Id < 0)
        {
            frame = _session.Read(); // a notification may come between
        }

        return frame;
    }

    /// <summary>The id of a good answer, or -1 if it is none but a notification.</summary>
    /// <exception cref="BenchmarkException">It is an error, or not as long as it must be.</exception>
    public long Check(ReadOnlySpan<byte> frame)
    {
        var answer = Answer.See(frame);
        if (answer.Id >= 0 && (answer.IsError || answer.Length != _length))
        {
            throw Wrong(frame);
        }

        return answer.Id;
    }

    public void Check(ReadOnlySpan<byte> frame, long id)
    {
        if (Check(frame) != id)
        {
            throw Wrong(frame);
        }
    }

    private int CheckWhole(ReadOnlySpan<byte> frame)
    {
        using var document = JsonDocument.Parse(frame.ToArray());
        if (!document.RootElement.TryGetProperty("result", out var result) ||
            !result.TryGetProperty("content", out var content) ||
            !content[0].TryGetProperty("text", out var text) ||
            text.GetString() != JsonSerializer.Deserialize<string>($"\"{PayloadText.Take(_size)}\""))
        {
            throw Wrong(frame);
        }

        return Answer.See(frame).Length;
    }

    private BenchmarkException Wrong(ReadOnlySpan<byte> frame) => new(
        $"wrong text, id, length or error flag in the answer to a call for {_size} bytes: " +
        (frame.Length > 240 ? $"{Encoding.UTF8.GetString(frame[..120])} … {Encoding.UTF8.GetString(frame[^80..])}" : Encoding.UTF8.GetString(frame)));
}
