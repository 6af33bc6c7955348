using System.Text;
using Gateway.Core.Protocol;

namespace Gateway.Core.Tests.Protocol;

public class RequestIdTests
{
    private static RequestId Of(string raw) => RequestId.Of(Encoding.UTF8.GetBytes(raw));

    [TestCase("1", "1")]
    [TestCase("\"a\"", "\"\\u0061\"")]
    [TestCase("\"/\"", "\"\\/\"")]
    [TestCase("\"😀\"", "\"\\ud83d\\uDE00\"")]
    [TestCase("1.5", "1.5")]
    public void The_same_id_is_equal_however_it_is_escaped(string one, string other)
    {
        Assert.That(Of(one), Is.EqualTo(Of(other)));
        Assert.That(Of(one).GetHashCode(), Is.EqualTo(Of(other).GetHashCode()));
    }

    [Test]
    public void All_others_differ()
    {
        string[] all =
        [
            "0", "1", "-1", "\"1\"", "\"0\"", "\"\"", "\" \"", "1.5", "\"1.5\"", "\" 1.5\"", "9223372036854775807", "9223372036854775808", "18446744073709551616",
            "\" 18446744073709551616\"", "null", "\"null\"", "\" null\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\ud801\"", "\"\\ufffd\"", "\"a\"", "\"A\"",
        ];
        Assert.That(all.Select(Of), Is.Unique);
    }

    [Test]
    public void A_long_id_is_compared_whole() =>
        Assert.That(Of($"\"{new string('x', 1000)}a\""), Is.Not.EqualTo(Of($"\"{new string('x', 1000)}b\"")));

    [TestCase("0")]
    [TestCase("2")]
    [TestCase("\"\"")]
    [TestCase("null")]
    public void No_id_that_a_peer_writes_is_that_of_the_gateways_own_requests(string raw) =>
        Assert.That(RequestId.Of(Encoding.UTF8.GetBytes(raw)), Is.Not.EqualTo(RequestId.None));
}
