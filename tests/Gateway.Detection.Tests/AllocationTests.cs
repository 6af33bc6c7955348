using Gateway.Detection.Views;

namespace Gateway.Detection.Tests;

public class AllocationTests
{
    [TestCase("no word of a rule in it")]
    [TestCase("password=true")]
    [TestCase("token: getToken()")]
    [TestCase("abc_ KEY part= @@@ acme_key= ")]
    [TestCase("xKEY0011aabbc")]
    [TestCase("abc_ KEY part= @@@ acme_key= password=true token: getToken() near misses that have to be looked at, xKEY0011aabbc")]
    [TestCase("abc_\" + \"def, é ü 😀 \u200b \\u0041 %41 &#65;")]
    [TestCase("abc_\" + \"def, é ü 😀")]
    [TestCase("a \u200b b")]
    [TestCase("a \\u0041 b")]
    [TestCase("a %41 b")]
    [TestCase("a &#65; b")]
    [TestCase("SGVsbG8gd29ybGQsIHRoaXMgaXMgYSB0ZXh0IHdpdGhvdXQgYSBzZWNyZXQ= 48656c6c6f20776f726c642c2074686973206973206e6f20736563726574")]
    public void Nothing_found_allocates_nothing(string text)
    {
        var finder = new ViewedFinder(new Detector(SampleRules.All));
        var found = new Detections();
        var allocated = long.MaxValue;
        // The first rounds compile methods and fill pools; generic methods of the runtime box until they are compiled for the second time.
        for (var deadline = Environment.TickCount64 + 20_000; allocated > 0 && Environment.TickCount64 < deadline;)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            finder.Find(text, "description", found);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.That(found.Count, Is.Zero);
        Assert.That(allocated, Is.Zero);
    }
}
