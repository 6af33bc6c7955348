using System.Net.Sockets;

namespace EndToEnd.Child;

/// <summary>Opens connections, says so, and keeps them without a word until it is ended.</summary>
internal static class IdleConnections
{
    public static int Run(string host, int port, int count)
    {
        var open = new List<TcpClient>();
        for (var n = 0; n < count; n++) open.Add(new(host, port));
        Console.WriteLine($"{count} are open");
        Thread.Sleep(Timeout.Infinite);
        return open.Count;
    }
}
