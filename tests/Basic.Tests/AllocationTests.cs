namespace Gateway.Plugins.Basic.Tests;

public class AllocationTests
{
    [TestCase("A text of a tool, in which nothing is a secret: names, numbers 12345 and links like https://example.com/a?b=c.")]
    [TestCase("hf_transfer and gho_st, eyJust a word of ASIA, 8Q~ and AKIA in one text")]
    [TestCase("")]
    public void Nothing_found_allocates_nothing(string text)
    {
        var sink = new FoundText.ListSink();
        var info = new MessageInfo { Direction = Direction.ToServer, Method = "tools/call", Server = "s" };
        var allocated = long.MaxValue;
        // The first rounds compile patterns and methods.
        for (var round = 0; round < 50 && allocated > 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            FoundText.Basic.Find(new TextLeaf(text, "", LeafKind.Value, info), sink);
            FoundText.Basic.Find(new TextLeaf(text, "", LeafKind.Name, info), sink);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.That(allocated, Is.Zero);
        Assert.That(sink.Findings, Is.Empty);
    }
}
