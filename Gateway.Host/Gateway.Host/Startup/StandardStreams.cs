using Gateway.Core.Transport;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Host.Startup;

/// <summary>stdin, stdout and stderr as plain bytes, without the console's encodings.</summary>
internal static class StandardStreams
{
    public static Stream OpenInput() => OperatingSystem.IsWindows() ? Console.OpenStandardInput() : Open(0, FileAccess.Read);

    public static IByteWriter OpenOutput() =>
        OperatingSystem.IsWindows() ? new StreamByteWriter(Console.OpenStandardOutput()) : new PipeByteWriter(new SafeFileHandle(1, ownsHandle: false));

    public static Stream OpenError() => OperatingSystem.IsWindows() ? Console.OpenStandardError() : Open(2, FileAccess.Write);

    private static FileStream Open(int descriptor, FileAccess access) => new(new SafeFileHandle(descriptor, ownsHandle: false), access, bufferSize: 0);
}
