using Gateway.Plugins.Presidio.Addresses;
using Gateway.Plugins.Presidio.Scanning;

namespace Gateway.Plugins.Presidio.Tests.Addresses;

public class UrlTests
{
    private static readonly PiiFinder Links = FoundText.Finder([UrlSearch.Entity]);

    [TestCase("https://example.com/a?b=c#d")]
    [TestCase("http://www.example.co.uk")]
    [TestCase("https://192.0.2.1:8080/x")]
    [TestCase("www.example.com/index.html")]
    public void Links_are_found_without_what_follows_them(string link)
    {
        foreach (var text in (string[])[link, $"see {link}.", $"({link})", $"\"{link}\"", $"<a href='{link}'>"]) Assert.That(FoundText.In(text, Links), Is.EqualTo(new[] { link }), text);
    }

    [TestCase("http://localhost:80")]
    [TestCase("xhttp://example.com")]
    [TestCase("file:///etc/hosts")]
    [TestCase("://")]
    public void What_is_no_link_is_left_alone(string text) => Assert.That(FoundText.In(text, Links), Is.Empty);
}
