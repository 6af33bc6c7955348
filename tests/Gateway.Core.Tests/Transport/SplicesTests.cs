using System.Text;
using Gateway.Core.Protocol;
using Gateway.Core.Transport;

namespace Gateway.Core.Tests.Transport;

public class SplicesTests
{
    private static string Write(byte[] message, Splices splices)
    {
        var output = new byte[splices.SizeOf(message)];
        splices.Write(message, output);
        return Encoding.ASCII.GetString(output);
    }

    [Test]
    public void Without_parts_every_byte_is_the_same() => Assert.That(Write("message"u8.ToArray(), default), Is.EqualTo("message"));

    [Test]
    public void An_absent_part_is_ignored()
    {
        scoped var splices = default(Splices);
        for (var i = 0; i < 10; i++) splices.Replace(default, "x"u8);
        Assert.That(Write("message"u8.ToArray(), splices), Is.EqualTo("message"));
    }

    [Test]
    public void A_fifth_part_is_an_error() => Assert.That(
        () =>
        {
            var splices = default(Splices);
            for (var i = 0; i < 5; i++) splices.Replace(new(i, 1), "x"u8);
        },
        Throws.InvalidOperationException);

    [Test]
    public void Up_to_four_parts_in_any_order_are_what_naive_building_gives()
    {
        var random = new Random(4);
        for (var i = 0; i < 50_000; i++)
        {
            var message = new byte[random.Next(8, 60)];
            for (var at = 0; at < message.Length; at++) message[at] = (byte)random.Next('a', 'z' + 1);
            var cuts = Enumerable.Range(0, message.Length + 1).OrderBy(_ => random.Next()).Take(2 * random.Next(5)).Order().ToArray();
            var parts = cuts.Chunk(2).Select(pair => (Slice: new Slice(pair[0], pair[1] - pair[0]), Text: new string('X', random.Next(12)))).ToArray();
            random.Shuffle(parts);
            scoped var splices = default(Splices);
            foreach (var (slice, text) in parts) splices.Replace(slice, Encoding.ASCII.GetBytes(text));

            var expected = Encoding.ASCII.GetString(message);
            foreach (var (slice, text) in parts.OrderByDescending(part => part.Slice.Start)) expected = expected.Remove(slice.Start, slice.Length).Insert(slice.Start, text);
            var written = Write(message, splices);
            if (written != expected) Assert.That(written, Is.EqualTo(expected), string.Join(' ', parts));
        }
    }
}
