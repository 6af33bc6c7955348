using Gateway.Host.Commands;
using Gateway.Host.Commands.Http;

namespace Gateway.Http.Tests;

public class HttpOptionsTests
{
    private static HttpArguments.Values Said(string url) => new() { Url = url };

    [TestCase("http://127.0.0.1:7878")]
    [TestCase("http://127.0.0.1:7878/")]
    [TestCase("http://127.0.0.1:7878/mcp")]
    [TestCase("http://[::1]:7878")]
    [TestCase("http://localhost:7878")]
    public void This_machine_may_be_served_in_the_open(string url)
    {
        var options = HttpOptions.Of(Said(url));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.Port, Is.EqualTo(7878));
            Assert.That(options.TokenFile, Does.EndWith("http-token"), "but not without a token");
        }
    }

    [TestCase("7878", "is no http:// or https:// address")]
    [TestCase("127.0.0.1:7878", "is no http:// or https:// address")]
    [TestCase("ftp://127.0.0.1", "is no http:// or https:// address")]
    [TestCase("http://127.0.0.1:7878/other", "the path is always /mcp")]
    [TestCase("http://me:secret@127.0.0.1:7878", "takes a scheme, an address and a port")]
    [TestCase("http://127.0.0.1:7878/?a=b", "takes a scheme, an address and a port")]
    [TestCase("http://gateway.example:7878", "cannot listen on the name 'gateway.example'")]
    [TestCase("http://0.0.0.0:7878", "http:// shows them every token")]
    [TestCase("http://192.0.2.1:7878", "http:// shows them every token")]
    [TestCase("http://[::]:7878", "http:// shows them every token")]
    [TestCase("https://127.0.0.1:7878", "https:// needs a certificate")]
    public void An_address_that_is_unsafe_or_none_is_one_sentence(string url, string expected)
    {
        var error = Assert.Throws<UsageException>(() => HttpOptions.Of(Said(url)));
        Assert.That(error!.Message, Does.Contain(expected).And.Not.Contain("secret"));
    }

    [Test]
    public void Others_may_be_served_behind_a_proxy_that_has_TLS()
    {
        var options = HttpOptions.Of(Said("http://0.0.0.0:7878") with { IsBehindProxy = true, Hosts = ["gateway.example"] });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.TakesAddresses, Is.True);
            Assert.That(options.Hosts, Is.EqualTo(["gateway.example"]));
        }
    }

    [Test]
    public void Without_tokens_only_this_machine_is_served()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(HttpOptions.Of(Said("http://127.0.0.1:7878") with { HasNoAuth = true }).TokenFile, Is.Null);
            Assert.That(() => HttpOptions.Of(Said("http://0.0.0.0:7878") with { HasNoAuth = true, IsBehindProxy = true }), Throws.TypeOf<UsageException>().With.Message.Contains("--no-auth is for this machine only"));
            Assert.That(() => HttpOptions.Of(Said("http://127.0.0.1:7878") with { HasNoAuth = true, TokenFile = "tokens" }), Throws.TypeOf<UsageException>().With.Message.Contains("contradict"));
        }
    }

    [TestCase("https://app.example/", "is no origin")]
    [TestCase("app.example", "is no origin")]
    [TestCase("null", "is no origin")]
    [TestCase("*", "is no origin")]
    public void An_origin_is_scheme_host_and_port(string origin, string expected) =>
        Assert.That(() => HttpOptions.Of(Said("http://127.0.0.1:1") with { Origins = [origin] }), Throws.TypeOf<UsageException>().With.Message.Contains(expected));

    [TestCase("http://gateway.example")]
    [TestCase("a b")]
    [TestCase("")]
    public void A_host_is_a_name(string host) =>
        Assert.That(() => HttpOptions.Of(Said("http://127.0.0.1:1") with { Hosts = [host] }), Throws.TypeOf<UsageException>().With.Message.Contains("is no name of a host"));
}
