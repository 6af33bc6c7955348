namespace Gateway.Detection.Tests;

public class AllocationTests
{
    [TestCase("no word of a rule in it")]
    [TestCase("ab_ KEY pass @@ and xKEYab_cd pass: ! near misses that patterns have to look at")]
    public void Nothing_found_allocates_nothing(string text)
    {
        var detector = new Detector(SampleRules.All);
        var allocated = long.MaxValue;
        // The first rounds compile patterns and methods.
        for (var round = 0; round < 50 && allocated > 0; round++)
        {
            var sink = new Count();
            var before = GC.GetAllocatedBytesForCurrentThread();
            detector.Find(text, ref sink);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.That(sink.Found, Is.Zero);
        }

        Assert.That(allocated, Is.Zero);
    }

    private struct Count : IDetectionSink
    {
        public int Found { get; private set; }

        public void Add(in DetectedSpan span) => Found++;
    }
}
