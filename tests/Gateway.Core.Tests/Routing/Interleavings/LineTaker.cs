using System.Text.Json;
using Gateway.Core.Transport;

namespace Gateway.Core.Tests.Routing.Interleavings;

/// <summary>Hands out what is written to a peer, message by message, on the thread that writes it.</summary>
internal sealed class LineTaker(Action<JsonElement> take) : IByteWriter
{
    public int Write(ReadOnlySpan<byte> bytes, bool mayWait)
    {
        foreach (var range in bytes.Split((byte)'\n'))
        {
            var line = bytes[range];
            if (line.IsEmpty) continue;
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            take(document.RootElement);
        }

        return bytes.Length;
    }

    public void Dispose()
    {
    }
}
