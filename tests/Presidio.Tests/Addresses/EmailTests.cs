using Gateway.Plugins.Presidio.Addresses;
using Gateway.Plugins.Presidio.Scanning;

namespace Gateway.Plugins.Presidio.Tests.Addresses;

public class EmailTests
{
    private static readonly PiiFinder Mail = FoundText.Finder([EmailSearch.Entity]);

    [TestCase("anna.smith+news@example.co.uk")]
    [TestCase("o'brien@example.com")]
    [TestCase("a@xn--d1acufc.xn--p1ai")]
    [TestCase("user_1@sub-domain.example.io")]
    [TestCase("jürgen@müller.de")]
    [TestCase("A.B@EXAMPLE.COM")]
    public void Every_form_is_found_wherever_it_stands(string address)
    {
        foreach (var text in (string[])[address, $"<{address}>", $"mailto:{address}", $"user={address} ok", $"(see {address}).", $"\"{address}\",1", $"{address}: hello", $"to\\n{address}", $"{address}, x", $"\\u003c{address}\\u003e", $"\\\\x3c{address}\\x3e", $"%3C{address}%3E", $"to%3D{address}"])
        {
            Assert.That(FoundText.In(text, Mail), Is.EqualTo(new[] { address }), text);
        }
    }

    [TestCase("git@github.com:o/r.git")]
    [TestCase("deploy@host.example.com:path/to/repo.git")]
    [TestCase("@dotnet/core")]
    [TestCase("npm i @types/node@20.1.2")]
    [TestCase("uses: actions/checkout@v4.1")]
    [TestCase("x@localhost")]
    [TestCase("user@")]
    [TestCase("icon@2x.png")]
    [TestCase("!@interface.IsGenericType")]
    [TestCase("https://user:secret@host.example.com/")]
    [TestCase("postgres://app:secret@db.example.com:5432/x")]
    [TestCase("info@presidio.")]
    [TestCase("a..b@@example.com")]
    [TestCase("@Component.foo")]
    public void What_only_looks_like_one_is_left_alone(string text) => Assert.That(FoundText.In(text, Mail), Is.Empty);
}
