using System.Runtime.Versioning;
using Gateway.Core.Servers;
using Gateway.Core.Servers.Processes;

namespace Gateway.Core.Tests.Servers.Processes;

[Platform(Exclude = "Win")]
[UnsupportedOSPlatform("windows")]
public class ExecutableTests
{
    private string _root = null!;

    [SetUp]
    public void CreateFolders()
    {
        _root = Directory.CreateTempSubdirectory("mcp-gateway-executable-").FullName;
        foreach (var folder in (string[])["one", "two"]) Directory.CreateDirectory(Path.Combine(_root, folder));
    }

    [TearDown]
    public void DeleteFolders() => Directory.Delete(_root, recursive: true);

    private string Program(string folder, string name, bool isExecutable = true)
    {
        var path = Path.Combine(_root, folder, name);
        File.WriteAllText(path, "#!/bin/sh\n");
        if (isExecutable) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }

    private string Find(string command, string? path = null) => Executable.Find(command, new Dictionary<string, string> { ["PATH"] = path ?? $"{_root}/none:{_root}/one::{_root}/two" });

    private string FaultOf(string command, string? path = null) => Assert.Throws<ServerException>(() => Find(command, path))!.Message;

    [Test]
    public void The_first_of_the_path_is_taken()
    {
        var first = Program("one", "tool");
        Program("two", "tool");
        Assert.That(Find("tool"), Is.EqualTo(first));
    }

    [Test]
    public void What_cannot_be_run_is_passed_by()
    {
        Program("one", "tool", isExecutable: false);
        Directory.CreateDirectory(Path.Combine(_root, "one", "folder"));
        var second = Program("two", "tool");
        var folder = Program("two", "folder");
        Assert.That(Find("tool"), Is.EqualTo(second));
        Assert.That(Find("folder"), Is.EqualTo(folder));
    }

    [Test]
    public void A_missing_program_names_the_path_and_the_fix() =>
        Assert.That(FaultOf("npx", "/usr/none:/none"), Is.EqualTo("the command 'npx' was not found in PATH=/usr/none:/none; install it, give its full path as 'command', or set PATH in the server's 'env'"));

    [TestCase("/usr/bin:/bin")]
    [TestCase("/usr/bin:/bin:/usr/sbin:/sbin")]
    public void The_path_of_a_desktop_gets_a_hint(string path) => Assert.That(Executable.Hint(path), Does.Contain("nvm").And.Contain("/opt/homebrew/bin"));

    [TestCase("")]
    [TestCase("/usr/local/bin:/usr/bin:/bin")]
    public void Any_other_path_gets_none(string path) => Assert.That(Executable.Hint(path), Is.Empty);

    [Test]
    public void Without_a_path_nothing_is_found() =>
        Assert.That(() => Executable.Find("sh", new Dictionary<string, string>()), Throws.TypeOf<ServerException>().With.Message.Contains("was not found in PATH=;"));

    [Test]
    public void A_path_is_taken_as_it_is_and_must_exist()
    {
        var program = Program("one", "tool");
        Assert.That(Find(program, ""), Is.EqualTo(program));
        Assert.That(Find(Path.GetRelativePath(Environment.CurrentDirectory, program), ""), Is.EqualTo(program));
        Assert.That(FaultOf("./none/tool"), Does.StartWith("the command './none/tool' does not exist (looked for ").And.EndsWith("; correct 'command' in the configuration"));
    }

    // The runtime looks for a relative program beside the gateway's own first; an absolute one it takes as it is.
    [Test]
    public void A_relative_folder_of_the_path_gives_a_full_path()
    {
        var program = Program("one", "tool");
        Assert.That(Find("tool", Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(_root, "one"))), Is.EqualTo(program));
    }

    [Test]
    public void A_program_beside_the_gateways_own_is_not_found()
    {
        var own = Directory.GetFiles(AppContext.BaseDirectory).Select(Path.GetFileName).First(name => name!.EndsWith(".dll", StringComparison.Ordinal))!;
        Assert.That(FaultOf(own), Does.Contain("was not found in PATH="));
    }
}
