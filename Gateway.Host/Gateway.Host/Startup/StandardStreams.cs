using Gateway.Core.Transport;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Host.Startup;

/// <summary>stdin, stdout and stderr as plain bytes, without the console's encodings.</summary>
internal static class StandardStreams
{
    // Not a FileStream: in a file it writes at an offset of its own, over what others who share the descriptor have written.
    public static IByteWriter OpenError() =>
        OperatingSystem.IsWindows() ? new StreamByteWriter(Console.OpenStandardError()) : new PipeByteWriter(Handle(2));

    /// <summary>
    /// Takes the client's ends away from everybody else in this process: what a plugin prints, also from native code, goes
    /// to stderr, and what it reads is empty. One stray line on stdout would end the client's session.
    /// </summary>
    /// <remarks>Before any other code could have opened either. A plugin that looks for the ends still finds them: this guards against accidents.</remarks>
    public static (Stream Input, IByteWriter Output) Take()
    {
        if (OperatingSystem.IsWindows())
        {
            var (input, output) = (Console.OpenStandardInput(), Console.OpenStandardOutput());
            WindowsHandles.PointAway();
            Console.SetIn(TextReader.Null);
            Console.SetOut(Console.Error);
            return (input, new StreamByteWriter(output));
        }

        var (read, write) = UnixDescriptors.Take();
        return (new FileStream(Handle(read), FileAccess.Read, bufferSize: 0), new PipeByteWriter(Handle(write)));
    }

    private static SafeFileHandle Handle(int descriptor) => new(descriptor, ownsHandle: false);
}
