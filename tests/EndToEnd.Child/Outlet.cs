using System.Text;

namespace EndToEnd.Child;

/// <summary>The server's stdout: whole lines, from any thread.</summary>
internal sealed class Outlet
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

    public void Close()
    {
        lock (_output) Descriptors.Close(1);
    }
}
