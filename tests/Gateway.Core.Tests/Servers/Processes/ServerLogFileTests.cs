using Gateway.Core.Servers.Processes;

namespace Gateway.Core.Tests.Servers.Processes;

public class ServerLogFileTests
{
    private string _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("mcp-gateway-logs-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Lines_are_appended_and_only_the_user_reads_them()
    {
        var file = new ServerLogFile(Path.Combine(_folder, "servers"), "github");
        Assert.That(file.TryAppend("one\n") && file.TryAppend("two\n"), Is.True);
        Assert.That(File.ReadAllText(Path.Combine(_folder, "servers", "github.log")), Is.EqualTo("one\ntwo\n"));
        if (!OperatingSystem.IsWindows()) Assert.That(File.GetUnixFileMode(file.Path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public void A_full_file_becomes_the_old_one()
    {
        var file = new ServerLogFile(_folder, "s");
        var half = new string('x', (ServerLogFile.Largest / 2) - 1) + "\n";
        for (var n = 0; n < 5; n++) Assert.That(file.TryAppend(half), Is.True);
        Assert.That((new FileInfo(file.Path).Length, new FileInfo(file.Path + ".1").Length), Is.EqualTo((half.Length, half.Length * 2L)));
        Assert.That(Directory.GetFiles(_folder, "s.log*"), Has.Length.EqualTo(2));
    }

    [Test]
    public void Many_writers_lose_no_line()
    {
        const int writers = 8, lines = 100;
        Parallel.For(0, writers, new() { MaxDegreeOfParallelism = writers }, writer =>
        {
            var file = new ServerLogFile(_folder, "s");
            for (var n = 0; n < lines; n++) Assert.That(file.TryAppend($"{writer} {n} {new string('x', 2_000)}\n"), Is.True);
        });
        string[] all = [.. File.ReadAllLines(Path.Combine(_folder, "s.log.1")), .. File.ReadAllLines(Path.Combine(_folder, "s.log"))];
        Assert.That(all.Distinct().Count(), Is.EqualTo(writers * lines));
        Assert.That(Array.FindAll(all, line => !line.EndsWith(" " + new string('x', 2_000), StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("../../etc/passwd")]
    [TestCase("a/b")]
    [TestCase(".hidden")]
    [TestCase("..")]
    [TestCase("ä b")]
    public void A_name_stays_in_its_folder(string name)
    {
        Assert.That(new ServerLogFile(_folder, name).TryAppend("x\n"), Is.True);
        Assert.That(Directory.GetFiles(_folder, "*.log").Single(), Does.Match("/[A-Za-z0-9_][A-Za-z0-9_.-]*-[0-9a-f]{8}.log$").Or.Match("/-[0-9a-f]{8}.log$"));
    }

    [Test]
    public void A_file_that_cannot_be_written_is_told() => Assert.That(new ServerLogFile("/dev/null/no", "s").TryAppend("x\n"), Is.False);
}
