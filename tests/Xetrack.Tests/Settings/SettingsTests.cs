using Gateway.Plugins.Xetrack.Settings;

namespace Gateway.Plugins.Xetrack.Tests.Settings;

public class SettingsTests
{
    private static readonly string Base = Path.GetTempPath();

    private static XetrackSettings Read(XetrackOptions? options = null, params (string Name, string Value)[] variables) =>
        XetrackSettings.From(options ?? new(), Base, name => variables.FirstOrDefault(variable => variable.Name == name).Value);

    [Test]
    public void Without_anything_nothing_is_written_and_both_are_flat()
    {
        var settings = Read();
        Assert.That((settings.WritesNothing, settings.FlattensArguments, settings.FlattensResponse, settings.LogsToStderr), Is.EqualTo((true, true, true, false)));
    }

    [Test]
    public void Variables_are_read_and_options_go_before_them()
    {
        var settings = Read(new() { DbPath = "option.db" }, ("XETRACK_DB_PATH", "variable.db"), ("XETRACK_LOGS_PATH", "logs"), ("XETRACK_LOGS_STDOUT", "TRUE"), ("XETRACK_JSONL_PATH", "a.jsonl"));
        Assert.That(settings.DbPath, Is.EqualTo(Path.Combine(Base, "option.db")));
        Assert.That(settings.LogsPath, Is.EqualTo(Path.GetFullPath("logs")), "as in Lasso's gateway, from where it was started");
        Assert.That((settings.JsonlPath, settings.LogsToStderr), Is.EqualTo((Path.GetFullPath("a.jsonl"), true)));
    }

    [TestCase("SKIP_INSERT")]
    [TestCase(":memory:")]
    [TestCase("")]
    public void These_mean_no_database(string path) => Assert.That(Read(variables: ("XETRACK_DB_PATH", path)).DbPath, Is.Null);

    [TestCase("XETRACK_FLATTEN_ARGUMENTS", "XETRACK_FLATTEN_RESPONSE")]
    [TestCase("FLATTEN_ARGUMENTS", "FLATTEN_RESPONSE")]
    public void Flattening_is_switched_with_and_without_the_prefix(string arguments, string response)
    {
        Assert.That((Read(variables: (arguments, "false")).FlattensArguments, Read(variables: (response, "False")).FlattensResponse), Is.EqualTo((false, false)));
        Assert.That(Read(new() { FlattenArguments = true }, (arguments, "false")).FlattensArguments, Is.True);
    }

    [Test]
    public void The_prefix_goes_before_no_prefix() =>
        Assert.That(Read(variables: [("XETRACK_FLATTEN_ARGUMENTS", "true"), ("FLATTEN_ARGUMENTS", "false")]).FlattensArguments, Is.True);

    [TestCase("{time:YYYY-MM-DD}.log", "2026-03-04.log")]
    [TestCase("calls_{time:YYYYMMDD_HHmmss}.log", "calls_20260304_050607.log")]
    [TestCase("all.log", "all.log")]
    [TestCase("{time}.log", "2026-03-04_05-06-07_000000.log")]
    public void A_log_file_is_named_as_loguru_names_it(string format, string name) =>
        Assert.That(LogName.Parse(format).At(new(2026, 3, 4, 5, 6, 7)), Is.EqualTo(name));

    [TestCase("../x.log")]
    [TestCase("{level}.log")]
    [TestCase("{time:YYYY")]
    [TestCase("..")]
    public void What_is_no_name_is_refused(string format) =>
        Assert.That(() => Read(new() { LogFormat = format }), Throws.TypeOf<PluginOptionsException>().With.Message.StartsWith("log_format: "));

    [TestCase("ab")]
    [TestCase("\"{")]
    [TestCase(", ")]
    [TestCase("!")]
    public void A_delimiter_that_JSON_could_hold_is_refused(string delimiter) =>
        Assert.That(() => Read(variables: ("LOGS_DELIMITER", delimiter)), Throws.TypeOf<PluginOptionsException>().With.Message.StartsWith("LOGS_DELIMITER: "));

    [TestCase(59)]
    [TestCase(1901)]
    public void A_number_of_columns_that_cannot_be_is_refused(int columns) =>
        Assert.That(() => Read(new() { MaxColumns = columns }), Throws.TypeOf<PluginOptionsException>().With.Message.EqualTo("max_columns: must be 60 to 1900"));
}
