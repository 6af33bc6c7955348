using Gateway.Core.Tests.Routing;

namespace Gateway.Core.Tests.Servers.Shared;

/// <summary>What a session costs that only waits.</summary>
[NonParallelizable]
public class IdlePortTests
{
    private const int Ports = 1_000;

    [Test]
    public void A_thousand_idle_sessions_cost_little_and_no_thread()
    {
        var server = new PlayedServer().Speak(isModern: false).On("ping", "\"result\":{}").Share();
        new Way(server.Shared!).Initialize();
        var threads = ThreadCount();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var ports = new object[Ports];
        for (var index = 0; index < Ports; index++)
        {
            var port = server.Shared!.Connect();
            var output = port.OpenOutput(64_000_000);
            output.TryCall(static () => { });
            ports[index] = (port, output, port.OpenInput());
        }

        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / Ports;
        TestContext.Out.WriteLine($"{bytes} bytes an idle port");
        Assert.That(bytes, Is.LessThan(4_000));
        Assert.That(ThreadCount() - threads, Is.LessThan(100));
        GC.KeepAlive(ports);
    }

    private static int ThreadCount() => System.Diagnostics.Process.GetCurrentProcess().Threads.Count;
}
