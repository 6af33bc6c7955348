using Gateway.Plugins.Presidio.Addresses;
using Gateway.Plugins.Presidio.Scanning;

namespace Gateway.Plugins.Presidio.Tests.Addresses;

public class IpTests
{
    private static readonly PiiFinder Addresses = FoundText.Finder([IpSearch.Entity]);

    [TestCase("83.112.41.17")]
    [TestCase("10.0.0.12")]
    [TestCase("192.168.0.0/16")]
    [TestCase("26dd:fba0:9def:916b:cf9f:ef88:b788:6a3f")]
    [TestCase("d80:e4b5:79da:6cf6:71f3:51f7:9161:c319")]
    [TestCase("2001:db8::8a2e:370:7334")]
    [TestCase("2400:c401::5054:ff:fe1b:b031")]
    [TestCase("fe80::1")]
    [TestCase("fe80::1%eth0")]
    [TestCase("2001:db8::/32")]
    [TestCase("::ffff:192.0.2.1")]
    [TestCase("64:ff9b::198.51.100.1")]
    public void Every_form_is_found_wherever_it_stands(string address)
    {
        foreach (var text in (string[])[address, $"from {address} port 22", $"[{address}]:8080", $"\"ip\": \"{address}\"", $"{address},2024-05-01", $"src={address}", $"is {address}."])
        {
            Assert.That(FoundText.In(text, Addresses), Is.EqualTo(new[] { address }), text);
        }
    }

    [TestCase("127.0.0.1")]
    [TestCase("0.0.0.0")]
    [TestCase("255.255.255.0")]
    [TestCase("::1")]
    [TestCase("::")]
    [TestCase("1.2.3")]
    [TestCase("1.2.3.4.5")]
    [TestCase("256.1.1.1")]
    [TestCase("01.2.3.4")]
    [TestCase("version 1.2.3.4")]
    [TestCase("Version=4.0.0.0, Culture=neutral")]
    [TestCase("v10.1.2.3")]
    [TestCase("4.0.0.0")]
    [TestCase("1.2.3.4-beta")]
    [TestCase("lib.1.2.3.4.dll")]
    [TestCase("12:30:45")]
    [TestCase("2024-03-12T10:27:33")]
    [TestCase("00:1A:2B:3C:4D:5E")]
    [TestCase("00:1A:2B:3C:4D:5E:6F:70")]
    [TestCase("a1::b2")]
    [TestCase("std::u8string")]
    [TestCase("2001::db8::1")]
    [TestCase("684D:1111:222:3333:4444:5555:77")]
    [TestCase("fe80::1text")]
    [TestCase("{a:1,b:2}")]
    [TestCase("1:2:3:4")]
    public void What_only_looks_like_one_is_left_alone(string text) => Assert.That(FoundText.In(text, Addresses), Is.Empty);
}
