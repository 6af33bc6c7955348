using System.Runtime.Versioning;
using Gateway.Core.Configuration;
using Gateway.Core.Trust;

namespace Gateway.Core.Tests.Trust;

public class TrustFileTests
{
    private static readonly string Json = TrustFolder.Json(("a", "\"command\": \"node\", \"args\": [\"--token\", \"s3cr3t\"], \"env\": {\"PIN\": \"1234\"}"));

    private TrustFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    private string? Repository() => _folder.Use(_folder.Repository, Json).Servers.Single().NeedsApproval;

    private string? Own() => _folder.Use(_folder.Private, Json).Servers.Single().NeedsApproval;

    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win")]
    public void The_pins_and_their_key_are_the_users_alone()
    {
        Repository();
        foreach (var file in Directory.GetFiles(_folder.Home)) Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite), file);
    }

    [Test]
    public void The_pins_hold_no_secret_and_no_hash_that_could_be_tried_out()
    {
        Repository();
        var other = new TrustFolder();
        other.Use(other.Repository, Json);
        var (here, there) = (Hashes(_folder), Hashes(other));
        other.Dispose();
        Assert.That(_folder.Pinned, Does.Not.Contain("s3cr3t").And.Not.Contain("1234"));
        Assert.That(here.Intersect(there), Is.Empty, "each home has a key of its own");
    }

    private static string[] Hashes(TrustFolder folder) => [.. folder.Pinned.Split('\n').Where(line => line.Contains("\"hash\""))];

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("{\"version\": 1}")]
    [TestCase("{\"version\": 1, \"files\": {\"f\": {\"a\": [{\"place\": \"command\", \"hash\": \"00\"}]}}}")]
    [TestCase("{\"version\": 1, \"files\": {\"f\": 1}}")]
    public void Damaged_pins_are_told_and_kept_and_what_others_may_have_changed_is_not_started(string damage)
    {
        Repository();
        File.WriteAllText(_folder.TrustJson, damage);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Repository(), Does.Contain("trust.json is damaged").And.Contain("work tree"));
            Assert.That(_folder.Told.Single(), Does.Contain("trust.json is damaged, so it is not known what was trusted; restore it, or delete it"));
            Assert.That(Own(), Is.Null);
            Assert.That(_folder.Told, Has.Count.EqualTo(1));
            Assert.That(_folder.Pinned, Is.EqualTo(damage), "nothing is lost");
        }
    }

    [Test]
    public void Pins_of_a_newer_gateway_are_kept()
    {
        Repository();
        File.WriteAllText(_folder.TrustJson, "{\"version\": 2, \"new\": true}");
        Assert.That(Repository(), Does.Contain("newer gateway"));
        Assert.That(_folder.Pinned, Is.EqualTo("{\"version\": 2, \"new\": true}"));
    }

    [Test]
    public void Without_its_key_nothing_can_be_compared()
    {
        Repository();
        var key = Path.Combine(_folder.Home, "trust.key");
        File.Delete(key);
        Assert.That(Repository(), Does.Contain("trust.key is missing"));
        File.WriteAllBytes(key, [1, 2, 3]);
        Assert.That(Repository(), Does.Contain("trust.key is damaged"));
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win")]
    public void Pins_that_others_may_write_are_not_relied_on()
    {
        Repository();
        File.SetUnixFileMode(_folder.TrustJson, File.GetUnixFileMode(_folder.TrustJson) | UnixFileMode.OtherWrite);
        Assert.That(Repository(), Does.Contain("cannot be relied on"));
    }

    [Test]
    public void A_home_that_cannot_be_written_lets_only_start_what_nobody_else_can_change()
    {
        Directory.Delete(_folder.Home);
        File.WriteAllText(_folder.Home, "a file is in its place");
        Assert.That(Repository(), Does.Contain("cannot be locked").And.Contain("work tree"));
        Assert.That(_folder.Told.Single(), Does.Contain("cannot be locked"));
        Assert.That(Own(), Is.Null);
        Assert.That(_folder.Told, Has.Count.EqualTo(1));
    }

    [Test]
    public void What_was_pinned_before_starts_although_the_home_cannot_be_written_any_more()
    {
        Repository();
        File.Delete(Path.Combine(_folder.Home, "trust.lock"));
        Directory.CreateDirectory(Path.Combine(_folder.Home, "trust.lock"));
        Assert.That(Repository(), Is.Null, "as it was trusted: nothing is written");
        var two = TrustFolder.Json(("a", "\"command\": \"node\", \"args\": [\"--token\", \"s3cr3t\"], \"env\": {\"PIN\": \"1234\"}"), ("b", "\"command\": \"node\""));
        var used = _folder.Use(_folder.Repository, two);
        Assert.That(used.Servers.Select(server => server.NeedsApproval is null), Is.EqualTo(new[] { true, false }));
        var first = _folder.Use(_folder.Repository, Json, "other.json").Servers.Single();
        Assert.That(first.NeedsApproval, Does.Contain("could not be recognised").And.Contain("cannot be locked"));
    }

    [Test]
    public void Many_at_once_lose_nobodys_pins()
    {
        var paths = Enumerable.Range(0, 20).Select(n => Path.Combine(_folder.Repository, $"{n}.json")).ToArray();
        foreach (var path in paths) File.WriteAllText(path, Json);
        Parallel.ForEach(paths, path => new Approvals(_folder.Trust, _ => { }).Apply(_folder.Load(path)));
        Assert.That(_folder.Trust.Read()!.Files, Is.EquivalentTo(paths));
    }

    [Test]
    public void A_look_changes_nothing()
    {
        var path = Path.Combine(_folder.Repository, "mcp.json");
        File.WriteAllText(path, Json);
        Assert.That(_folder.Trust.Look(_folder.Load(path)).IsFirstUse, Is.True);
        Assert.That(Directory.GetFileSystemEntries(_folder.Home), Is.Empty);
    }

    [Test]
    public void A_server_with_pins_is_never_started_by_forging_its_text_in_another_place()
    {
        Repository();
        // The same texts at other places, or of another server, have other hashes.
        var pins = _folder.Trust.Read()!.Find(Path.Combine(_folder.Repository, "mcp.json"), "a")!.Pins;
        Assert.That(pins.Select(pin => pin.Hash).Distinct().Count(), Is.EqualTo(pins.Count));
        var swapped = Json.Replace("\"--token\", \"s3cr3t\"", "\"s3cr3t\", \"--token\"");
        Assert.That(_folder.Use(_folder.Repository, swapped).Servers.Single().NeedsApproval, Does.Contain("args[0], args[1] changed"));
    }
}
