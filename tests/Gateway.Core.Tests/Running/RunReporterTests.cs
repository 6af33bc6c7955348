using Gateway.Core.Running;
using Gateway.Core.Tests.Guarding;
using Gateway.Core.Tests.Tracing;

namespace Gateway.Core.Tests.Running;

internal sealed class RunReporterTests
{
    private TestLog _log = null!;
    private string _root = null!;
    private int _looks;

    [SetUp]
    public void CreateRoot()
    {
        _root = Directory.CreateTempSubdirectory("mcp-gateway-report-").FullName;
        (_looks, _log) = (0, new());
    }

    [TearDown]
    public void RemoveRoot() => Directory.Delete(_root, recursive: true);

    private RunningGateway Look() => new()
    {
        Process = Interlocked.Increment(ref _looks),
        Version = "1.0.0",
        Started = DateTimeOffset.UnixEpoch,
        Configuration = "mcp.json",
        Plugins = [],
        Servers = [],
    };

    [Test]
    public void The_state_is_written_after_a_start_and_after_each_change_and_is_gone_at_the_end()
    {
        var (folder, changes) = (new RunFolder(Path.Combine(_root, "run")), new ChangeFlag());
        using (new RunReporter(folder, Look, changes, _log))
        {
            Until(() => folder.Read() is [{ Process: 1 }]);
            for (var i = 0; i < 1000; i++) changes.Raise();
            Until(() => folder.Read() is [{ Process: 2 }]);
        }

        Assert.That(Directory.GetFiles(folder.Path), Is.Empty);
        Assert.That(_log.Lines, Is.Empty);
    }

    [Test]
    public void A_folder_that_cannot_be_had_costs_one_line()
    {
        var (path, changes) = (Path.Combine(_root, "run"), new ChangeFlag());
        File.WriteAllText(path, "in the way");
        using (new RunReporter(new(path), Look, changes, _log))
        {
            Until(() => _log.Lines.Length > 0);
            changes.Raise();
        }

        Assert.That(_log.Lines, Is.EqualTo(new[] { $"the state of this gateway cannot be kept in {path} (IOException), so 'plugins list' does not show it; make the folder yours and writable" }));
    }

    [Test]
    public void A_look_that_fails_costs_one_line()
    {
        var changes = new ChangeFlag();
        using var reporter = new RunReporter(new(Path.Combine(_root, "run")), () => throw new InvalidOperationException("a secret"), changes, _log);
        Until(() => _log.Lines.Length > 0);
        Assert.That(_log.Lines.Single(), Does.Contain("InvalidOperationException").And.Not.Contain("a secret"));
    }

    private static void Until(Func<bool> isTrue) => Assert.That(() => isTrue(), Is.True.After((int)Patience.Limit.TotalMilliseconds, 10));
}
