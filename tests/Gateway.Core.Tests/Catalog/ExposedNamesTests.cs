using Gateway.Core.Catalog;
using Gateway.Core.Configuration;

namespace Gateway.Core.Tests.Catalog;

public class ExposedNamesTests
{
    private static ExposedNames Of(params string[] servers) => new(servers, ToolNames.Prefixed, 64);

    [TestCase("read", "files_read")]
    [TestCase("Read-it_2", "files_Read-it_2")]
    public void A_plain_name_gets_its_servers(string tool, string exposed) => Assert.That(Of("files", "other").Of("files", tool), Is.EqualTo(exposed));

    [TestCase("a.b", "files_a_b_")]
    [TestCase("é", "files___")]
    [TestCase("a b/c", "files_a_b_c_")]
    [TestCase("😀", "files____")]
    public void Replaced_characters_add_a_hash(string tool, string start) => Assert.That(Of("files").Of("files", tool), Does.Match($"^{start}[0-9a-f]{{6}}$"));

    [Test]
    public void A_longer_prefix_of_another_server_adds_a_hash()
    {
        var names = Of("a", "a_b", "ab");
        Assert.That(names.Of("a", "b_x"), Does.Match("^a_b_x_[0-9a-f]{6}$"));
        Assert.That(names.Of("a_b", "x"), Is.EqualTo("a_b_x"));
        Assert.That(names.Of("a", "b"), Is.EqualTo("a_b"));
        Assert.That(names.Of("a", "bx"), Is.EqualTo("a_bx"));
        Assert.That(Of("a").Of("a", "b_x"), Is.EqualTo("a_b_x"));
    }

    [TestCase(16)]
    [TestCase(64)]
    [TestCase(128)]
    public void A_long_name_is_cut_to_the_limit_and_keeps_its_hash(int limit)
    {
        var names = new ExposedNames(["s"], ToolNames.Prefixed, limit);
        Assert.That(names.Of("s", new('x', limit - 2)), Is.EqualTo("s_" + new string('x', limit - 2)));
        var (one, other) = (names.Of("s", new string('x', limit) + "1"), names.Of("s", new string('x', limit) + "2"));
        Assert.That(one, Has.Length.EqualTo(limit));
        Assert.That(one, Is.Not.EqualTo(other));
    }

    [Test]
    public void Plain_names_are_the_tools_own() => Assert.That(new ExposedNames(["s"], ToolNames.Plain, 64).Of("s", "é x"), Is.EqualTo("é x"));

    [Test]
    public void A_name_does_not_depend_on_the_order_of_the_servers() => Assert.That(Of("a", "a_b").Of("a", "b_x"), Is.EqualTo(Of("a_b", "a").Of("a", "b_x")));

    [Test]
    public void Random_servers_and_tools_never_share_a_name_and_keep_to_the_alphabet()
    {
        var random = new Random(64);
        string Word(int most) => new([.. Enumerable.Range(0, random.Next(1, most)).Select(_ => "ab_"[random.Next(3)])]);
        for (var round = 0; round < 300; round++)
        {
            var servers = Enumerable.Range(0, 4).Select(_ => Word(5)).Distinct().ToArray();
            var names = Of(servers);
            var pairs = servers.SelectMany(server => Enumerable.Range(0, 20).Select(_ => (server, Tool: Word(random.Next(10) == 0 ? 90 : 7)))).Distinct().ToArray();
            var exposed = pairs.Select(pair => names.Of(pair.server, pair.Tool)).ToArray();
            Assert.That(exposed.Distinct().Count(), Is.EqualTo(exposed.Length), string.Join(' ', servers));
            foreach (var (pair, name) in pairs.Zip(exposed))
            {
                Assert.That(name, Does.Match("^[A-Za-z0-9_-]{1,64}$"));
                Assert.That(names.CandidatesFor(name), Does.Contain(pair.server), "who is waited for while it is not known yet");
            }
        }
    }
}
