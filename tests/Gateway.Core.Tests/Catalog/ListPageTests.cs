using System.Text;
using Gateway.Core.Catalog;
using static Gateway.Core.Tests.Catalog.TestTools;

namespace Gateway.Core.Tests.Catalog;

public class ListPageTests
{
    [TestCase("""{"tools":[]}""", 0, null)]
    [TestCase("""{"tools":[{"name":"a"}, {"name":"b"}],"nextCursor":"c\u0061"}""", 2, "\"c\\u0061\"")]
    [TestCase("""{"nextCursor":"","_meta":{"tools":[1]},"tools":[1,null,"x",[]]}""", 4, "\"\"")]
    [TestCase("""{"\u0074ools":[{}],"nextCursor":null}""", 1, null)]
    [TestCase("""{"tools":{"name":"a"},"nextCursor":5}""", 0, null)]
    [TestCase("""{"\ud800":1,"tools":[{}]}""", 1, null)]
    [TestCase("[]", 0, null)]
    [TestCase("null", 0, null)]
    public void A_page_is_its_entries_and_its_cursor(string result, int entries, string? cursor)
    {
        var page = ListPage.Read(Encoding.UTF8.GetBytes(result), ListKind.Tools);
        Assert.That(page.Entries, Has.Count.EqualTo(entries));
        Assert.That(page.NextCursor is null ? null : Shown(page.NextCursor), Is.EqualTo(cursor));
    }

    [TestCase("""{"ttlMs":5000,"cacheScope":"public"}""", 5000, true)]
    [TestCase("""{"ttlMs":5000,"cacheScope":"private"}""", 5000, false)]
    [TestCase("""{"ttlMs":-1,"cacheScope":"open"}""", 0, false)]
    [TestCase("""{"ttlMs":"5"}""", 0, false)]
    [TestCase("{}", 0, false)]
    public void What_a_page_does_not_say_of_its_caching_is_the_least(string result, int ttl, bool isPublic)
    {
        Assert.That(ListPage.Read(Encoding.UTF8.GetBytes(result), ListKind.Tools).Hints, Is.EqualTo(new CacheHints(ttl, isPublic)));
    }
}
