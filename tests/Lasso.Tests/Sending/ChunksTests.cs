using Gateway.Plugins.Lasso.Sending;

namespace Gateway.Plugins.Lasso.Tests.Sending;

public class ChunksTests
{
    private static readonly FindingKind Kind = new("k", "<K>");

    [Test]
    public void Texts_are_joined_as_long_as_they_fit()
    {
        var chunks = Of(1_000, new string('a', 500), new string('b', 499), "c");
        Assert.That(chunks.Select(chunk => chunk.Content.Length), Is.EqualTo(new[] { 1_000, 1 }));
    }

    [Test]
    public void A_long_text_is_cut_into_pieces_that_overlap_and_hold_all_of_it()
    {
        var text = string.Concat(Enumerable.Range(0, 2_000).Select(i => (char)('a' + (i % 26))));
        var chunks = Of(1_000, text);
        var last = chunks[2];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(chunks.Select(chunk => chunk.Content.Length), Is.EqualTo(new[] { 1_000, 1_000, 512 }));
            Assert.That(chunks[1].Content, Does.StartWith(chunks[0].Content[^Chunks.Overlap..]));
            Assert.That(text, Does.EndWith(last.Content));
            Assert.That(Places(last.Find(Kind, 511, 1)), Is.EqualTo("0:1999+1"));
        }
    }

    [Test]
    public void A_pair_of_surrogates_is_never_cut()
    {
        foreach (var before in (string[])["", "x"])
        {
            foreach (var chunk in Of(1_000, before + string.Concat(Enumerable.Repeat("😀", 2_000)))) Assert.That(chunk.Content, Does.Not.Contain('\ufffd'));
        }
    }

    [Test]
    public void A_span_is_found_in_every_text_that_it_touches_and_in_equal_ones()
    {
        var chunk = Of(1_000, "one", "two", "one").Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Places(chunk.Find(Kind, 0, 7)), Is.EqualTo("0:0+3 2:0+3 1:0+3"));
            Assert.That(Places(chunk.Find(Kind, 2, 3)), Is.EqualTo("0:2+1 2:2+1 1:0+1"));
            Assert.That(chunk.Find(Kind, 3, 1), Is.Empty); // the line break between them
        }
    }

    private static IReadOnlyList<Chunk> Of(int most, params string[] texts) =>
        Chunks.Of([.. texts.Select((text, index) => new MessageText { Index = index, Text = text, Property = "", Kind = LeafKind.Value })], most);

    private static string Places(IEnumerable<TextFinding> findings) => string.Join(' ', findings.Select(finding => $"{finding.Text}:{finding.Start}+{finding.Length}"));
}
