namespace Gateway.Testing.Tests.Contexts;

internal sealed class ContextTests
{
    [Test]
    public void Members_of_an_object_are_written_as_options_are()
    {
        var options = PluginTest.Context(new { MaxLength = 7, replacement = "X" }).GetOptions<HouseOptions>();
        Assert.That((options.MaxLength, options.Replacement), Is.EqualTo((7, "X")));
    }

    [Test]
    public void Options_can_be_written_as_JSON_with_comments()
    {
        var options = PluginTest.Context("""{ "max_length": 8, /* as in mcp.json */ }""").GetOptions<HouseOptions>();
        Assert.That(options.MaxLength, Is.EqualTo(8));
    }

    [Test]
    public void Without_options_the_defaults_hold() =>
        Assert.That(PluginTest.Context().GetOptions<HouseOptions>().MaxLength, Is.EqualTo(100));

    [Test]
    public void An_unknown_option_is_refused_as_by_the_gateway() =>
        Assert.That(() => PluginTest.Context(new { prefx = "x" }).GetOptions<HouseOptions>(), Throws.TypeOf<PluginOptionsException>().With.Message.Contains("prefx"));

    [TestCase("[1]", "object")]
    [TestCase("{", "JSON")]
    [TestCase("""{"a":1,"a":2}""", "twice")]
    public void Options_that_the_gateway_could_not_read_are_refused(string options, string word) =>
        Assert.That(() => PluginTest.Context(options), Throws.TypeOf<PluginTestException>().With.Message.Contains(word));

    [Test]
    public void What_the_plugin_logs_is_kept()
    {
        var context = PluginTest.Context(new { prefix = "key-" });
        _ = new HouseGuardrail(context);
        Assert.That(PluginTest.LogOf(context), Is.EqualTo(new[] { "looks for key-" }));
    }

    [Test]
    public void Name_clock_and_folder_are_those_of_the_test()
    {
        var context = PluginTest.Context(name: "other", time: TimeProvider.System, baseFolder: "/somewhere");
        Assert.That((context.Name, context.BaseFolder), Is.EqualTo(("other", "/somewhere")));
        Assert.That(context.Time, Is.SameAs(TimeProvider.System));
    }

    [Test]
    public void The_log_of_a_context_from_elsewhere_is_an_error() =>
        Assert.That(() => PluginTest.LogOf(new() { Name = "x" }), Throws.TypeOf<PluginTestException>());
}
