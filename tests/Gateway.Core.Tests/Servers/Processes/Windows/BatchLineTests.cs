using Gateway.Core.Servers;
using Gateway.Core.Servers.Processes.Windows;

namespace Gateway.Core.Tests.Servers.Processes.Windows;

public class BatchLineTests
{
    private const string Begin = "cmd.exe /e:on /v:off /d /s /c \"\"C:\\npx.cmd\"";

    private static string Of(params string[] arguments) => BatchLine.Of(@"C:\npx.cmd", arguments);

    [TestCase("-y", " -y")]
    [TestCase("@scope/server", " @scope/server")]
    [TestCase("", " \"\"")]
    [TestCase("a b", " \"a b\"")]
    [TestCase("a&calc", " \"a&calc\"")]
    [TestCase("a|b>c<d^e(f)g", " \"a|b>c<d^e(f)g\"")]
    [TestCase("\"&calc&\"", " \"\"\"&calc&\"\"\"")]
    [TestCase("a\"b", " \"a\"\"b\"")]
    [TestCase("a\\\"b", " \"a\\\\\"\"b\"")]
    [TestCase("%PATH%", " \"%%cd:~,%PATH%%cd:~,%\"")]
    [TestCase("!PATH!", " \"!PATH!\"")]
    [TestCase("C:\\folder\\", " \"C:\\folder\\\\\"")]
    [TestCase("a;b,c=d", " \"a;b,c=d\"")]
    [TestCase("ünï", " \"ünï\"")]
    public void An_argument_arrives_as_it_is(string argument, string line) => Assert.That(Of(argument), Is.EqualTo(Begin + line + "\""));

    [TestCase("a\nb")]
    [TestCase("a\rb")]
    [TestCase("a\0b")]
    public void What_cannot_be_quoted_is_refused(string argument) =>
        Assert.That(() => Of("x", argument), Throws.TypeOf<ServerException>().With.Message.Contains("line break or a NUL"));

    [Test]
    public void The_launchers_own_path_is_quoted_too() =>
        Assert.That(BatchLine.Of(@"C:\a & b\100%\x.bat", []), Is.EqualTo("cmd.exe /e:on /v:off /d /s /c \"\"C:\\a & b\\100%%cd:~,%\\x.bat\"\""));

    [Test]
    public void No_mark_that_an_argument_brings_lets_cmd_out_of_the_quotes([Values("\"", "\\\"", "\"\"", "\" & x", "a\"b\"c", "^\"", "%\"%")] string argument)
    {
        // cmd leaves the quotes at every odd mark: each that is inside an argument comes in twos.
        var line = Of(argument)[(Begin.Length + 1)..^1];
        var inside = line[1..^1];
        Assert.That(inside.Replace("\"\"", ""), Does.Not.Contain('"'));
    }
}
