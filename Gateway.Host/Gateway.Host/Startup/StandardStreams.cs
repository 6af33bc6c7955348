using Gateway.Core.Transport;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Host.Startup;

/// <summary>stdin, stdout and stderr as plain bytes, without the console's encodings.</summary>
internal static class StandardStreams
{
    public static Stream OpenInput() => OperatingSystem.IsWindows() ? Console.OpenStandardInput() : new FileStream(Handle(0), FileAccess.Read, bufferSize: 0);

    public static IByteWriter OpenOutput() =>
        OperatingSystem.IsWindows() ? new StreamByteWriter(Console.OpenStandardOutput()) : new PipeByteWriter(Handle(1));

    // Not a FileStream: in a file it writes at an offset of its own, over what others who share the descriptor have written.
    public static IByteWriter OpenError() =>
        OperatingSystem.IsWindows() ? new StreamByteWriter(Console.OpenStandardError()) : new PipeByteWriter(Handle(2));

    private static SafeFileHandle Handle(int descriptor) => new(descriptor, ownsHandle: false);
}
