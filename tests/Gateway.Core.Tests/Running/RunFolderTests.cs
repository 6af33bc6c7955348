using System.Runtime.Versioning;
using Gateway.Core.Running;

namespace Gateway.Core.Tests.Running;

internal sealed class RunFolderTests
{
    private string _root = null!;
    private RunFolder _folder = null!;

    [SetUp]
    public void CreateRoot()
    {
        _root = Directory.CreateTempSubdirectory("mcp-gateway-run-").FullName;
        _folder = new(Path.Combine(_root, "home", "run"));
    }

    [TearDown]
    public void RemoveRoot() => Directory.Delete(_root, recursive: true);

    private static byte[] State(int process = 1) => RunningWriter.Write(new()
    {
        Process = process,
        Version = "1.0.0",
        Started = DateTimeOffset.UnixEpoch.AddSeconds(process),
        Configuration = "mcp.json",
        Plugins = [],
        Servers = [],
    });

    [Test]
    public void Nobody_runs_where_there_is_no_folder() => Assert.That(_folder.Read(), Is.Empty);

    [Test]
    public void Gateways_that_live_are_read_oldest_first()
    {
        using var second = _folder.Enter();
        using var first = _folder.Enter();
        second.Write(State(2));
        first.Write(State(1));
        Assert.That(_folder.Read().Select(gateway => gateway.Process), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public void What_was_written_last_is_read()
    {
        using var file = _folder.Enter();
        file.Write(State(1));
        file.Write(State(2));
        Assert.That(_folder.Read().Single().Process, Is.EqualTo(2));
    }

    [Test]
    public void A_state_that_has_not_changed_is_not_written_again()
    {
        using var file = _folder.Enter();
        file.Write(State());
        var path = Directory.GetFiles(_folder.Path, "*.json").Single();
        File.Delete(path);
        file.Write(State());
        Assert.That(File.Exists(path), Is.False);
    }

    [Test]
    public void A_gateway_that_has_ended_leaves_nothing()
    {
        _folder.Enter().Dispose();
        using (var file = _folder.Enter()) file.Write(State());
        Assert.That(Directory.GetFiles(_folder.Path), Is.Empty);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void What_a_dead_gateway_left_is_not_shown_and_removed(bool hasLock)
    {
        using var living = _folder.Enter();
        living.Write(State());
        var dead = Path.Combine(_folder.Path, Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(dead + ".json", State(2));
        File.WriteAllBytes(dead + ".new", State(2));
        if (hasLock) File.WriteAllText(dead + ".lock", "");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_folder.Read().Select(gateway => gateway.Process), Is.EqualTo(new[] { 1 }));
            Assert.That(Directory.GetFiles(_folder.Path).Where(file => file.StartsWith(dead, StringComparison.Ordinal)), Is.Empty);
        }
    }

    [Test]
    public void A_lock_without_a_gateway_is_removed_by_the_next_one()
    {
        _folder.Enter().Dispose();
        var orphan = Path.Combine(_folder.Path, Guid.NewGuid().ToString("N") + ".lock");
        File.WriteAllText(orphan, "");
        using var file = _folder.Enter();
        Assert.That(File.Exists(orphan), Is.False);
    }

    [Test]
    public void Files_that_are_not_ours_stay()
    {
        _folder.Enter().Dispose();
        var other = Path.Combine(_folder.Path, "notes.json");
        File.WriteAllText(other, "mine");
        Assert.That(_folder.Read(), Is.Empty);
        Assert.That(File.Exists(other), Is.True);
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("{\"process\":1}")]
    [TestCase("{\"process\":1,\"version\":null,\"started\":\"2026-01-01T00:00:00Z\",\"configuration\":\"c\",\"plugins\":[],\"servers\":[]}")]
    public void A_damaged_state_shows_no_gateway(string text)
    {
        using var file = _folder.Enter();
        file.Write(System.Text.Encoding.UTF8.GetBytes(text + " "));
        Assert.That(_folder.Read(), Is.Empty);
    }

    [Test]
    public void What_a_newer_gateway_adds_is_left_out()
    {
        using var file = _folder.Enter();
        file.Write([.. "{\"mood\":\"fine\","u8, .. State().AsSpan(1)]);
        Assert.That(_folder.Read(), Has.Count.EqualTo(1));
    }

    [Test]
    public void Many_who_look_at_once_see_the_living_only()
    {
        using var living = _folder.Enter();
        living.Write(State());
        for (var round = 0; round < 20; round++)
        {
            for (var i = 0; i < 5; i++)
            {
                var dead = Path.Combine(_folder.Path, Guid.NewGuid().ToString("N"));
                File.WriteAllText(dead + ".lock", "");
                File.WriteAllBytes(dead + ".json", State(2));
            }

            var seen = new IReadOnlyList<RunningGateway>[4];
            Parallel.For(0, seen.Length, i => seen[i] = new RunFolder(_folder.Path).Read());
            Assert.That(seen.SelectMany(gateways => gateways).Select(gateway => gateway.Process), Is.EqualTo(new[] { 1, 1, 1, 1 }));
        }
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win")]
    public void Folder_and_files_are_for_the_user_alone()
    {
        using var file = _folder.Enter();
        file.Write(State());
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.That(File.GetUnixFileMode(_folder.Path), Is.EqualTo(Own | UnixFileMode.UserExecute));
        Assert.That(Directory.GetFiles(_folder.Path).Select(File.GetUnixFileMode), Is.All.EqualTo(Own).And.Exactly(2).Items);
    }
}
