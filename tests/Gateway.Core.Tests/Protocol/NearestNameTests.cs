using Gateway.Core.Protocol;

namespace Gateway.Core.Tests.Protocol;

public class NearestNameTests
{
    private static readonly string[] Known = ["files_read_file", "files_write_file", "memory_search", "get_metadata"];

    [TestCase("files_read_fil", "files_read_file")]
    [TestCase("FILES-READ-FILE", "files_read_file")]
    [TestCase("filesReadFile", "files_read_file")]
    [TestCase("read_file", "files_read_file")]
    [TestCase("serach", null)]
    [TestCase("memory_serach", "memory_search")]
    [TestCase("x", null)]
    [TestCase("", null)]
    [TestCase("something else", null)]
    public void What_somebody_meant_is_offered_and_nothing_far_off(string name, string? nearest) => Assert.That(NearestName.Of(name, Known), Is.EqualTo(nearest));

    [Test]
    public void Endless_names_and_no_names_are_near_nothing()
    {
        Assert.That(NearestName.Of(new('x', 100_000), Known), Is.Null);
        Assert.That(NearestName.Of("a", []), Is.Null);
        Assert.That(NearestName.Suggest("", []), Is.Empty);
    }

    [TestCase("kitten", "sitting", 3)]
    [TestCase("", "abc", 3)]
    [TestCase("api_key", "ApiKey", 0)]
    [TestCase("a", "b", 1)]
    public void The_distance_is_levenshteins(string a, string b, int distance)
    {
        Assert.That(NearestName.Distance(a, b), Is.EqualTo(distance));
        Assert.That(NearestName.Distance(b, a), Is.EqualTo(distance));
    }
}
