using Gateway.Http.Access;
using Microsoft.AspNetCore.Http;

namespace Gateway.Http.Tests.Access;

public class SiteCheckTests
{
    private static readonly string[] Local = ["localhost", "127.0.0.1", "::1"];

    private static bool Passes(string host, string[] origin, string[]? origins = null, bool takesAddresses = false)
    {
        var request = new DefaultHttpContext().Request;
        (request.Scheme, request.Host) = ("http", new(host));
        if (origin.Length > 0) request.Headers.Origin = origin;
        return new SiteCheck(Local, takesAddresses, origins ?? []).Refusal(request) is null;
    }

    [TestCase("localhost")]
    [TestCase("localhost:7878")]
    [TestCase("LocalHost:7878")]
    [TestCase("127.0.0.1:7878")]
    [TestCase("[::1]:7878")]
    public void A_name_of_this_machine_passes(string host) => Assert.That(Passes(host, []), Is.True);

    [TestCase("evil.example")]
    [TestCase("localhost.evil.example:7878")]
    [TestCase("127.0.0.1.evil.example")]
    [TestCase("127.0.0.2")]
    [TestCase("")]
    public void Any_other_name_is_refused(string host) => Assert.That(Passes(host, []), Is.False);

    [Test]
    public void A_gateway_on_all_addresses_takes_any_address_and_no_name()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Passes("192.0.2.7:80", [], takesAddresses: true), Is.True, "no name leads here that is none");
            Assert.That(Passes("evil.example", [], takesAddresses: true), Is.False);
        }
    }

    [TestCase("http://localhost:7878", ExpectedResult = true)]
    [TestCase("http://localhost:7879", ExpectedResult = false, Description = "another program of this machine")]
    [TestCase("https://localhost:7878", ExpectedResult = false)]
    [TestCase("http://evil.example", ExpectedResult = false)]
    [TestCase("null", ExpectedResult = false)]
    [TestCase("", ExpectedResult = false)]
    [TestCase("https://app.example", ExpectedResult = true)]
    [TestCase("https://app.example:444", ExpectedResult = false)]
    [TestCase("https://app.example.evil.example", ExpectedResult = false)]
    public bool Only_pages_of_its_own_and_allowed_ones_pass(string origin) => Passes("localhost:7878", [origin], ["https://app.example"]);

    [Test]
    public void Two_origins_are_refused_even_if_each_would_pass() => Assert.That(Passes("localhost:7878", ["http://localhost:7878", "http://localhost:7878"]), Is.False);
}
