namespace Gateway.Plugins.Basic.Tests;

public class AllocationTests
{
    [TestCase("A text of a tool, in which nothing is a secret: names, numbers 12345 and links like https://example.com/a?b=c.", "text")]
    [TestCase("hf_transfer and gho_st, eyJust a word of ASIA, 8Q~ and AKIA, sk-learn, xoxb-, SG.x, github_pat_ in one text", "description")]
    [TestCase("password = os.getenv(\"DB_PASSWORD\"); token: string; secret=${SECRET}; api_key=<your-api-key>; next_page_token=abc", "password")]
    [TestCase("naïve Übermut 😀 \u200b\u00ad \\u00e9 caf%C3%A9 &#233; \"ab\" + \"cd\"", "")]
    [TestCase("VGhpcyBpcyBub3RoaW5nIGJ1dCBhIHRleHQgd2l0aG91dCBhbnkgc2VjcmV0IGluIGl0Lg== 546869732069732061207465787420776974686f75742073656372657473", "data")]
    [TestCase("", "")]
    public void Nothing_found_allocates_nothing(string text, string property)
    {
        var sink = new FoundText.ListSink(wantsReasons: false);
        var info = new MessageInfo { Direction = Direction.ToServer, Method = "tools/call", Server = "s" };
        var allocated = long.MaxValue;
        // The first rounds compile methods and fill pools; generic methods of the runtime box until they are compiled for the second time.
        for (var deadline = Environment.TickCount64 + 20_000; allocated > 0 && Environment.TickCount64 < deadline;)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            FoundText.Basic.Find(new TextLeaf(text, property, LeafKind.Value, info), sink);
            FoundText.Basic.Find(new TextLeaf(text, "", LeafKind.Name, info), sink);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.That(sink.Findings.Select(f => $"{f.Kind} at {f.Start}+{f.Length}"), Is.Empty);
        Assert.That(allocated, Is.Zero);
    }
}
