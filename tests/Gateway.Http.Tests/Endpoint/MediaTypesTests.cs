using Gateway.Http.Endpoint;

namespace Gateway.Http.Tests.Endpoint;

public class MediaTypesTests
{
    [TestCase("application/json", ExpectedResult = true)]
    [TestCase("Application/JSON; charset=utf-8", ExpectedResult = true)]
    [TestCase("application/json;charset=\"UTF-8\"", ExpectedResult = true)]
    [TestCase("application/json; charset=utf-16", ExpectedResult = false)]
    [TestCase("application/json-seq", ExpectedResult = false)]
    [TestCase("text/plain", ExpectedResult = false)]
    [TestCase("", ExpectedResult = false)]
    [TestCase("application/json, text/plain", ExpectedResult = false)]
    public bool Only_JSON_in_UTF8_is_taken(string type) => MediaTypes.IsJson(type);

    [TestCase("application/json, text/event-stream", ExpectedResult = true)]
    [TestCase("text/event-stream;q=0.9,application/json", ExpectedResult = true)]
    [TestCase("*/*", ExpectedResult = true)]
    [TestCase("application/*, text/*", ExpectedResult = true)]
    [TestCase("application/json", ExpectedResult = false)]
    [TestCase("text/event-stream", ExpectedResult = false)]
    [TestCase("application/json, text/event-stream;q=0", ExpectedResult = false)]
    [TestCase("text/html", ExpectedResult = false)]
    [TestCase("", ExpectedResult = false)]
    public bool A_client_must_take_both(string accept) => MediaTypes.TakesBoth(accept);
}
