using System.Text;
using Gateway.Core.Protocol;

namespace Gateway.Core.Tests.Eras;

/// <summary>A message of a test, read as a peer's.</summary>
internal static class TestFrame
{
    public static Frame Of(string message)
    {
        var frame = Frame.Of(Encoding.UTF8.GetBytes(message));
        Assert.That(EnvelopeReader.Read(frame, 1024), Is.EqualTo(FrameFault.None), message);
        return frame;
    }

    public static Frame Request(string parameters) => Of($$$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{{{parameters}}}}}""");

    /// <summary>The message with one part replaced.</summary>
    public static string With(this Frame frame, (Slice Target, byte[] Replacement) part) =>
        Encoding.UTF8.GetString([.. frame.Bytes[..part.Target.Start], .. part.Replacement, .. frame.Bytes[part.Target.End..]]);
}
