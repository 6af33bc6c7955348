using Gateway.Plugins.Xetrack.Database;

namespace Gateway.Plugins.Xetrack.Tests.Database;

public class FreeTimesTests
{
    private static readonly DateTime Noon = new(2026, 11, 25, 12, 0, 0);

    private static int[] Take(FreeTimes times, params int[] asked) => [.. asked.Select(microsecond => (int)(times.Take(Noon.AddMicroseconds(microsecond)) - Noon).TotalMicroseconds)];

    [Test]
    public void The_next_free_microsecond_is_given() =>
        Assert.That(Take(new(), 5, 5, 5, 7, 4, 4, 9, 5), Is.EqualTo(new[] { 5, 6, 7, 8, 4, 9, 10, 11 }));

    [Test]
    public void What_is_less_than_a_microsecond_is_no_difference()
    {
        var times = new FreeTimes();
        times.Take(Noon);
        Assert.That(times.Take(Noon.AddTicks(9)), Is.EqualTo(Noon.AddMicroseconds(1)));
    }

    [Test]
    public void Behind_forgotten_ones_is_always_a_free_one()
    {
        var times = new FreeTimes();
        var taken = new HashSet<DateTime>();
        var tries = 0;
        for (var i = 0; i < 200_000; i++)
        {
            // As the table does: what is forgotten is in the file.
            var time = times.Take(Noon);
            for (; !taken.Add(time); tries++) time = times.TakeAnother(time);
        }

        Assert.That(tries, Is.LessThan(200_000), "one more try for a row, not one for each before it");
    }

    [Test]
    public void Thousands_of_one_moment_are_all_given_another()
    {
        var times = new FreeTimes();
        var random = new Random(7);
        var taken = Take(times, [.. Enumerable.Range(0, 40_000).Select(_ => random.Next(100))]);
        Assert.That(taken, Is.Unique);
    }
}
