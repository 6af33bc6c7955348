using Gateway.Core.Allowing;
using Gateway.Core.Configuration;

namespace Gateway.Core.Tests.Allowing;

public class AllowFileTests
{
    private string _home = "";

    [SetUp]
    public void MakeHome() => _home = Path.Combine(Directory.CreateTempSubdirectory("allow-").FullName, "home");

    [TearDown]
    public void RemoveHome() => Directory.Delete(Path.GetDirectoryName(_home)!, recursive: true);

    private AllowFile File => new(_home, TimeProvider.System);

    [Test]
    public void Without_a_file_there_is_nothing_to_ask_and_nothing_is_made()
    {
        Assert.That(File.Load(), Is.Null);
        Assert.That(Directory.Exists(_home), Is.False);
    }

    [Test]
    public void A_value_is_recognised_exactly_and_as_its_kind()
    {
        File.Add("the value", null, "");
        File.Add("as a token", "token", "");
        var allowed = File.Load()!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(allowed.Contains("anything", "the value"), Is.True);
            Assert.That(allowed.Contains("anything", "the value "), Is.False);
            Assert.That(allowed.Contains("TOKEN", "as a token"), Is.True);
            Assert.That(allowed.Contains("other", "as a token"), Is.False);
        }
    }

    [Test]
    public void Lone_surrogates_stay_different()
    {
        File.Add("value \ud800", null, "");
        Assert.That(File.Load()!.Contains("x", "value \ud801"), Is.False);
        Assert.That(File.Load()!.Contains("x", "value \ud800"), Is.True);
    }

    [Test]
    public void A_value_is_kept_once_for_each_kind()
    {
        var first = File.Add("the value", null, "note");
        Assert.That(File.Add("the value", null, "other").Id, Is.EqualTo(first.Id));
        File.Add("the value", "token", "");
        Assert.That(File.List(), Has.Count.EqualTo(2));
    }

    [Test]
    public void A_removed_value_is_known_no_longer()
    {
        var added = File.Add("the value", null, "");
        Assert.That(File.Remove(added.Id), Is.True);
        Assert.That(File.Remove(added.Id), Is.False);
        Assert.That(File.Load(), Is.Null);
    }

    [Test]
    public void Each_home_has_a_key_of_its_own()
    {
        var first = File.Add("the value", null, "").Hash;
        Directory.Delete(_home, recursive: true);
        Assert.That(File.Add("the value", null, "").Hash, Is.Not.EqualTo(first));
    }

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"version":"1","values":[]}""")]
    [TestCase("""{"version":1,"values":{}}""")]
    [TestCase("""{"version":1,"values":[{"id":"1"}]}""")]
    [TestCase("""{"version":1,"values":[{"id":"1","hash":"zz","added":"2026-01-01"}]}""")]
    [TestCase("""{"version":1,"values":[{"id":"1","hash":"00","added":"2026-01-01"}]}""")]
    [TestCase("""{"version":1,"values":[{"id":null,"hash":"0000000000000000000000000000000000000000000000000000000000000000","added":"2026-01-01"}]}""")]
    public void A_damaged_list_is_one_sentence(string content)
    {
        File.Add("the value", null, "");
        System.IO.File.WriteAllText(Path.Combine(_home, "allow.json"), content);
        Assert.That(() => File.Load(), Throws.TypeOf<ConfigurationException>().With.Message.Contains("is damaged"));
        Assert.That(() => File.Add("another", null, ""), Throws.TypeOf<ConfigurationException>());
    }

    [Test]
    public void Two_who_write_at_once_lose_nothing()
    {
        Parallel.For(0, 16, number => File.Add($"value {number}", null, ""));
        Assert.That(File.List(), Has.Count.EqualTo(16));
        Assert.That(Directory.GetFiles(_home).Select(Path.GetFileName), Is.EquivalentTo(new[] { "allow.json", "allow.key", "allow.lock" }));
    }
}
