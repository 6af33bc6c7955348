using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace EndToEnd.Child;

/// <summary>The server's stdout: whole lines, from any thread.</summary>
internal sealed partial class Outlet
{
    private readonly Stream _output = Console.OpenStandardOutput();

    public void Send(string line) => Send(Encoding.UTF8.GetBytes(line + "\n"));

    public void Send(byte[] bytes)
    {
        lock (_output)
        {
            _output.Write(bytes);
            _output.Flush();
        }
    }

    /// <summary>Its reader sees the end of it, while the server lives on. Linux only: the runtime keeps copies of the descriptor, which are found in /proc.</summary>
    public void Close()
    {
        lock (_output)
        {
            var own = new FileInfo("/proc/self/fd/1").LinkTarget;
            foreach (var descriptor in Directory.GetFiles("/proc/self/fd").Where(path => new FileInfo(path).LinkTarget == own))
            {
                _ = Close(int.Parse(Path.GetFileName(descriptor), CultureInfo.InvariantCulture));
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
