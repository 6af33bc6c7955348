using System.Text;
using System.Text.Json;
using Gateway.Core.Eras;
using Gateway.Core.Protocol;

namespace Gateway.Core.Tests.Eras;

public class InputRequiredTests
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static JsonElement Parse(ReadOnlySpan<byte> json) => JsonDocument.Parse(json.ToArray(), Strict).RootElement;

    private static JsonElement Retry(string parameters, string state = "\"s\"", params string[] keys) =>
        Parse(InputRequired.Retry(TestFrame.Request(parameters), [.. keys.Select(key => KeyValuePair.Create(key, "{}"u8.ToArray()))], Encoding.UTF8.GetBytes(state)).Bytes).GetProperty("params");

    private static Frame Error(string error) => TestFrame.Of($$$$"""{"jsonrpc":"2.0","id":1,"error":{{{{error}}}}}""");

    [TestCase("""{"resultType":"input_required"}""", true)]
    [TestCase("""{"resultType":"complete"}""", false)]
    [TestCase("""{"content":[{"resultType":"input_required"}]}""", false)]
    [TestCase("{}", false)]
    [TestCase("5", false)]
    public void It_is_told_by_its_type(string result, bool expected) =>
        Assert.That(InputRequired.Is(TestFrame.Of($$$$"""{"jsonrpc":"2.0","id":1,"result":{{{{result}}}}}""")), Is.EqualTo(expected));

    [Test]
    public void What_is_asked_has_its_keys_and_the_state_whatever_they_hold()
    {
        var result = Parse(InputRequired.Result([("a\"\\\n", "roots/list", []), ("b", "elicitation/create", """{"x":1}"""u8.ToArray())], "st\"ate"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.GetProperty("requestState").GetString(), Is.EqualTo("st\"ate"));
            Assert.That(result.GetProperty("inputRequests").GetProperty("a\"\\\n").GetProperty("params").GetRawText(), Is.EqualTo("{}"));
            Assert.That(result.GetProperty("inputRequests").GetProperty("b").GetProperty("params").GetRawText(), Is.EqualTo("""{"x":1}"""));
        }
    }

    [Test]
    public void The_next_round_brings_the_answers_and_the_state_as_they_are()
    {
        var parameters = Retry("""{"name":"t","arguments":{"a":1}}""", "\"st\\u0061te\"", "k\"", "l");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(parameters.GetProperty("requestState").GetRawText(), Is.EqualTo("\"st\\u0061te\""));
            Assert.That(parameters.GetProperty("inputResponses").EnumerateObject().Select(answer => answer.Name), Is.EqualTo(["k\"", "l"]));
            Assert.That(parameters.GetProperty("arguments").GetRawText(), Is.EqualTo("""{"a":1}"""));
        }
    }

    [Test]
    public void Without_answers_or_state_there_are_no_such_members()
    {
        var parameters = Retry("""{"name":"t"}""", "");
        Assert.That(parameters.EnumerateObject().Select(member => member.Name), Is.EqualTo(["name"]));
    }

    [Test]
    public void Those_that_a_legacy_client_wrote_itself_give_way() =>
        Assert.That(Retry("""{"requestState":"forged","name":"t","inputResponses":{"k":{}}}""").GetProperty("requestState").GetString(), Is.EqualTo("s"));

    [Test]
    public void The_same_request_without_them_is_a_new_call()
    {
        var frame = InputRequired.Without(TestFrame.Request("""{"request\u0053tate":"s","name":"t","inputResponses":{},"_meta":{"progressToken":3}}"""));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Parse(frame.Bytes).GetProperty("params").EnumerateObject().Select(member => member.Name), Is.EqualTo(["name", "_meta"]));
            Assert.That(Encoding.UTF8.GetString(frame.Raw(frame.Envelope.Name)), Is.EqualTo("\"t\""));
            Assert.That(Encoding.UTF8.GetString(frame.Raw(frame.Envelope.ProgressToken)), Is.EqualTo("3"));
            Assert.That(frame.Envelope.RequestState.IsPresent, Is.False);
        }
    }

    [Test]
    public void Pages_that_the_user_must_visit_become_questions()
    {
        var urls = InputRequired.Urls(Error("""{"code":-32042,"message":"m","data":{"elicitations":[{"mode":"url","url":"https://a"},{"mode":"url","url":"https://b"}]}}"""));
        Assert.That(urls.Select(url => (url.Key, url.Method, JsonMembers.Text(url.Params, "url"u8))), Is.EqualTo([("url-1", "elicitation/create", "https://a"), ("url-2", "elicitation/create", "https://b")]));
    }

    [TestCase("""{"code":-32042,"message":"m"}""")]
    [TestCase("""{"code":-32042,"message":"m","data":[]}""")]
    [TestCase("""{"code":-32042,"message":"m","data":{"elicitations":{}}}""")]
    [TestCase("""{"code":-32042,"message":"m","data":{"elicitations":[5,"url",{"mode":"form"},{}]}}""")]
    [TestCase("""{"code":-32041,"message":"m","data":{"elicitations":[{"mode":"url","url":"https://a"}]}}""")]
    [TestCase("5")]
    public void Nothing_else_does(string error) => Assert.That(InputRequired.Urls(Error(error)), Is.Empty);
}
