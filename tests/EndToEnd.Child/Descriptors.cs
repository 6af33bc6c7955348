using System.Globalization;
using System.Runtime.InteropServices;

namespace EndToEnd.Child;

/// <summary>Closes what the process was given. Linux only: the runtime keeps copies of descriptors, which are found in /proc.</summary>
internal static partial class Descriptors
{
    /// <summary>The other side sees the end of it, while the process lives on.</summary>
    public static void Close(int number)
    {
        var what = new FileInfo($"/proc/self/fd/{number}").LinkTarget;
        foreach (var copy in Directory.GetFiles("/proc/self/fd").Where(path => new FileInfo(path).LinkTarget == what))
        {
            _ = CloseOne(int.Parse(Path.GetFileName(copy), CultureInfo.InvariantCulture));
        }
    }

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseOne(int descriptor);
}
