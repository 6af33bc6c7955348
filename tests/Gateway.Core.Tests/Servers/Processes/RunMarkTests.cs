using System.Text;
using Gateway.Core.Servers.Processes;

namespace Gateway.Core.Tests.Servers.Processes;

public class RunMarkTests
{
    private static int ServerIn(string environment) => RunMark.ServerIn(Encoding.UTF8.GetBytes(environment));

    [Test]
    public void A_server_is_found_by_its_own_mark() => Assert.That(ServerIn($"A=1\0MCP_GATEWAY_RUN={RunMark.Of(12, null)}\0B=2\0"), Is.EqualTo(12));

    [Test]
    public void A_gateway_below_appends_its_mark_and_stays_found()
    {
        var below = RunMark.Of(3, null) + "0123456789abcdef0123456789abcdef/1/";
        Assert.That(ServerIn($"MCP_GATEWAY_RUN={below}\0"), Is.EqualTo(3));
    }

    [Test]
    public void A_gateway_above_is_another() => Assert.That(ServerIn($"MCP_GATEWAY_RUN={RunMark.Of(4, "0123456789abcdef0123456789abcdef/9/")}\0"), Is.EqualTo(4));

    [TestCase("")]
    [TestCase("MCP_GATEWAY_RUN=0123456789abcdef0123456789abcdef/1/\0")]
    [TestCase("PATH=/bin\0")]
    public void Anything_else_is_no_server_of_ours(string environment) => Assert.That(ServerIn(environment), Is.Zero);
}
