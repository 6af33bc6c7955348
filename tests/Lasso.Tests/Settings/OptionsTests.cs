using Gateway.Plugins.Lasso.Settings;

namespace Gateway.Plugins.Lasso.Tests.Settings;

public class OptionsTests
{
    [Test]
    public void Without_a_key_there_is_no_start()
    {
        foreach (var options in (string[])["{}", """{"lasso_api_key":""}""", """{"lasso_api_key":"  "}"""])
        {
            Assert.That(
                Fault(options),
                Does.StartWith("there is no API key: set the environment variable LASSO_API_KEY, or lasso_api_key in plugins.lasso.options"));
        }
    }

    [Test]
    public void The_environment_fills_what_the_options_leave_open()
    {
        var settings = Read("{}", ("LASSO_API_KEY", " k \n"), ("LASSO_USER_ID", "u"), ("LASSO_CONVERSATION_ID", "c"));
        Assert.That((settings.ApiKey, settings.UserId, settings.ConversationId), Is.EqualTo(("k", "u", "c")));
    }

    [Test]
    public void Options_go_before_the_environment()
    {
        var settings = Read(
            """{"lasso_api_key":"own","user_id":"me","conversation_id":"this"}""",
            ("LASSO_API_KEY", "k"), ("LASSO_USER_ID", "u"), ("LASSO_CONVERSATION_ID", "c"));
        Assert.That((settings.ApiKey, settings.UserId, settings.ConversationId), Is.EqualTo(("own", "me", "this")));
    }

    [Test]
    public void What_is_nowhere_is_left_out()
    {
        var settings = Read("{}", ("LASSO_API_KEY", "k"), ("LASSO_USER_ID", ""));
        Assert.That((settings.UserId, settings.ConversationId), Is.EqualTo(((string?)null, (string?)null)));
    }

    [TestCase("{}", "https://server.lasso.security/gateway/v3/")]
    [TestCase("""{"api_version":"v3"}""", "https://server.lasso.security/gateway/v3/")]
    [TestCase("""{"api_version":"v2"}""", "https://server.lasso.security/gateway/v2/")]
    [TestCase("""{"api_base":"https://lasso.example/gateway/v2/classify"}""", "https://lasso.example/gateway/v2/")]
    [TestCase("""{"api_base":"https://lasso.example/gateway/v3/classify/","api_version":"v3"}""", "https://lasso.example/gateway/v3/")]
    [TestCase("""{"api_base":"https://lasso.example/gateway/v3"}""", "https://lasso.example/gateway/v3/")]
    [TestCase("""{"api_base":"https://lasso.example:8443/behind/a/path/"}""", "https://lasso.example:8443/behind/a/path/gateway/v3/")]
    [TestCase("""{"api_base":"http://localhost:9"}""", "http://localhost:9/gateway/v3/")]
    [TestCase("""{"api_base":"http://127.0.0.2:9"}""", "http://127.0.0.2:9/gateway/v3/")]
    [TestCase("""{"api_base":"http://[::1]:9"}""", "http://[::1]:9/gateway/v3/")]
    public void The_address_is_read_in_every_form_that_people_have(string options, string address) =>
        Assert.That(Read(options, ("LASSO_API_KEY", "k")).Address.AbsoluteUri, Is.EqualTo(address));

    [TestCase("""{"api_base":""}""", "api_base: is no address")]
    [TestCase("""{"api_base":"server.lasso.security"}""", "api_base: is no address")]
    [TestCase("""{"api_base":"ftp://server.lasso.security"}""", "api_base: is no address")]
    [TestCase("""{"api_base":"http://server.lasso.security"}""", "api_base: must start with https")]
    [TestCase("""{"api_base":"http://localhost.evil.example"}""", "api_base: must start with https")]
    [TestCase("""{"api_base":"http://127.0.0.1.evil.example"}""", "api_base: must start with https")]
    [TestCase("""{"api_base":"http://192.168.0.1"}""", "api_base: must start with https")]
    [TestCase("""{"api_base":"https://me:hush@lasso.example"}""", "api_base: must not have a user")]
    [TestCase("""{"api_base":"https://lasso.example?key=hush"}""", "api_base: must not have a user")]
    [TestCase("""{"api_base":"https://lasso.example/gateway/v2","api_version":"v3"}""", "api_base: names v2 and api_version is v3")]
    [TestCase("""{"api_version":"v4"}""", "the option 'api_version' must be one of v2, v3")]
    [TestCase("""{"api_version":7}""", "api_version: must be \"v3\" or \"v2\"")]
    [TestCase("""{"timeout":0}""", "timeout: must be more than 0")]
    [TestCase("""{"timeout":"01:00:00"}""", "timeout: must be more than 0")]
    [TestCase("""{"timeout":"7"}""", "the option 'timeout' has the wrong form")]
    [TestCase("""{"timeout":true}""", "the option 'timeout' has the wrong form")]
    [TestCase("""{"retries":-1}""", "retries: must be 0 to 10")]
    [TestCase("""{"retries":11}""", "retries: must be 0 to 10")]
    [TestCase("""{"max_characters":999}""", "max_characters: must be 1000 to 200000")]
    [TestCase("""{"max_characters":200001}""", "max_characters: must be 1000 to 200000")]
    [TestCase("""{"lasso_api_key":"hush\nlasso-user-id: x"}""", "lasso_api_key: holds a character that a header cannot carry")]
    [TestCase("""{"user_id":"Åsa"}""", "user_id: holds a character that a header cannot carry")]
    [TestCase("""{"apikey":"hush"}""", "the option 'apikey' is unknown; known are: api_base")]
    public void An_option_that_cannot_be_used_is_an_error_that_names_it_and_not_its_value(string options, string sentence) =>
        Assert.That(Fault(options, ("LASSO_API_KEY", "k")), Does.StartWith(sentence).And.Not.Contain("hush"));

    [Test]
    public void A_variable_that_cannot_be_used_is_named() =>
        Assert.That(Fault("{}", ("LASSO_API_KEY", "a\u0007")), Does.StartWith("LASSO_API_KEY: holds a character"));

    [TestCase("1500", 1_500)]
    [TestCase("\"00:00:09.5\"", 9_500)]
    public void A_time_limit_is_written_like_the_gateway_s_own(string written, int milliseconds) =>
        Assert.That(Read($$"""{"timeout":{{written}}}""", ("LASSO_API_KEY", "k")).Timeout.TotalMilliseconds, Is.EqualTo(milliseconds));

    [Test]
    public void The_default_time_is_below_the_gateway_s_limit_for_message_guardrails() =>
        Assert.That(Read("{}", ("LASSO_API_KEY", "k")).Timeout, Is.LessThan(TimeSpan.FromSeconds(2)));

    [Test]
    public void Settings_do_not_print_their_key() =>
        Assert.That(Read("{}", ("LASSO_API_KEY", "hush")).ToString(), Does.Not.Contain("hush"));

    [Test]
    public void Kinds_have_names_and_placeholders_of_their_own()
    {
        using var guardrail = Check.Guardrail("http://localhost:9");
        Assert.That(guardrail.Kinds.Select(kind => kind.Name), Is.Unique);
        Assert.That(guardrail.Kinds.Select(kind => kind.Placeholder), Is.Unique);
    }

    private static LassoSettings Read(string options, params (string Name, string Value)[] environment) =>
        LassoSettings.From(Check.Context(options).GetOptions<LassoOptions>(), name => environment.FirstOrDefault(variable => variable.Name == name).Value);

    private static string Fault(string options, params (string Name, string Value)[] environment) =>
        Assert.Throws<PluginOptionsException>(() => Read(options, environment))!.Message;
}
