using System.Runtime.InteropServices;
using Gateway.Host.Commands;

namespace Gateway.Host.Startup;

/// <summary>Moves stdin and stdout to descriptors that nobody expects.</summary>
internal static partial class UnixDescriptors
{
    private const int ReadWrite = 2; // O_RDWR
    private static readonly nuint CloseOnExec = OperatingSystem.IsMacOS() ? (nuint)0x20006601 : 0x5451; // FIOCLEX; unlike fcntl's it takes no third argument, which Apple would pass another way

    /// <summary>Where they are now. 0 reads nothing, 1 is stderr.</summary>
    /// <exception cref="UsageException">One of the three is closed.</exception>
    public static (int Input, int Output) Take()
    {
        // A client may have started us with one of the three closed: then the next file would be taken for it.
        int nothing;
        do nothing = Check(Open("/dev/null", ReadWrite));
        while (nothing <= 2);

        var (input, output) = (Keep(0), Keep(1));
        Check(Replace(nothing, 0));
        Check(Replace(2, 1));
        _ = Close(nothing);
        return (input, output);
    }

    private static int Keep(int descriptor)
    {
        var kept = Check(Duplicate(descriptor));
        Check(Control(kept, CloseOnExec)); // or a server would hold the client's ends beyond our death
        return kept;
    }

    private static int Check(int result) => result >= 0 ? result : throw new UsageException("stdin, stdout or stderr is closed; start the gateway with all three");

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Replace(int descriptor, int replaced);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int descriptor, nuint request);
}
