using Gateway.Core.Servers;
using Gateway.Core.Servers.Processes.Windows;

namespace Gateway.Core.Tests.Servers.Processes.Windows;

public class CommandLineTests
{
    [TestCase("plain", "plain")]
    [TestCase("", "\"\"")]
    [TestCase("a b", "\"a b\"")]
    [TestCase("a\"b", "\"a\\\"b\"")]
    [TestCase("a\\b", "a\\b")]
    [TestCase("a b\\", "\"a b\\\\\"")]
    [TestCase("a\\\"b", "\"a\\\\\\\"b\"")]
    [TestCase("a&b", "a&b")]
    public void An_argument_is_quoted_by_the_rules_of_the_C_runtime(string argument, string quoted) => Assert.That(CommandLine.Join(["x.exe", argument]), Is.EqualTo("x.exe " + quoted));

    [Test]
    public void A_NUL_is_refused() => Assert.That(() => CommandLine.Join(["a\0b"]), Throws.TypeOf<ServerException>());

    [TestCase(@"C:\npx.cmd", true)]
    [TestCase(@"C:\NPX.CMD", true)]
    [TestCase(@"C:\x.bat", true)]
    [TestCase(@"C:\node.exe", false)]
    public void Only_launchers_run_by_cmd(string path, bool isByCmd) => Assert.That(CommandLine.Of(path, []).Application.EndsWith("cmd.exe", StringComparison.Ordinal), Is.EqualTo(isByCmd));

    [Test]
    public void An_environment_is_sorted_and_ends_twice() =>
        Assert.That(EnvironmentBlock.Of(new Dictionary<string, string> { ["b"] = "2", ["A"] = "1" }), Is.EqualTo("A=1\0b=2\0\0"));
}
