using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Host.Startup;

/// <summary>The standard handles of Windows, as native code sees them.</summary>
[SupportedOSPlatform("windows")]
internal static partial class WindowsHandles
{
    private const int Input = -10;
    private const int Output = -11;
    private const int Error = -12;

    private static readonly SafeFileHandle Nothing = File.OpenHandle("NUL"); // for the life of the process

    /// <summary>Points stdin at nothing and stdout at stderr; streams that are open keep what they have.</summary>
    public static void PointAway()
    {
        Set(Input, Nothing.DangerousGetHandle());
        Set(Output, Get(Error));
    }

    [LibraryImport("kernel32", EntryPoint = "GetStdHandle")]
    private static partial nint Get(int which);

    [LibraryImport("kernel32", EntryPoint = "SetStdHandle")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool Set(int which, nint handle);
}
