using Gateway.Detection;
using Gateway.Plugins.Basic.Kinds;

namespace Gateway.Plugins.Basic.Tests.Kinds;

public class WindowTests
{
    private static readonly Rule[] Rules = [.. BuiltInKinds.All.Select(k => k.Rule)];

    private static readonly string[] Secrets = [.. Rules.SelectMany(r => r.Examples()).Where(e => e.Length > 0 && e.Text.Length < 1_000).Select(e => e.Text)];

    // Delimiters and near misses, to stand around and inside of tokens.
    private static readonly string[] Pieces =
    [
        .. Rules.SelectMany(r => r.Keywords), .. Rules.SelectMany(r => r.Examples()).Where(e => e.Length == 0).Select(e => e.Text),
        "", " ", "\n", "\\n", "\"", "\\\"", "'", ",", ")", "<", ">", "=", ":", ".", "-", "_", "~", "/", "%3D", "a", "Z", "7", "é", "😀", "\ud800", "\u001b[1m",
    ];

    private static IEnumerable<string> Hostile => Rules.SelectMany(r => r.Keywords).Concat(["eyJhbGciOiJIUzI1NiJ9.", "1a~8Q~", "https://webhook.office.com/webhookb2/", "_gitlab_session=", "xapp-1-A-1-"]);

    [Test]
    public void Windows_find_what_the_patterns_find_in_the_whole_text()
    {
        var windowed = new Detector(Rules);
        var whole = new Detector([.. Rules.Select(r => new Rule { Kind = r.Kind, Pattern = r.Pattern, Validator = r.Validator })]);
        var random = new Random(20261123);
        var found = 0;
        for (var round = 0; round < 1_500; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Piece(random)));
            var expected = Found(whole, text, out _);
            Assert.That(Found(windowed, text, out _), Is.EqualTo(expected), text);
            found += expected.Count;
        }

        Assert.That(found, Is.GreaterThan(1_500));
    }

    [TestCaseSource(nameof(Hostile))]
    public void Hostile_text_is_given_to_a_pattern_once_at_most(string piece)
    {
        foreach (var between in new[] { "", " ", "a", "." })
        {
            var text = string.Concat(Enumerable.Repeat(piece + between, 2_000));
            Found(new Detector(Rules), text, out var work);
            // One run of characters may concern several kinds; each reads it once.
            Assert.That(work, Is.LessThanOrEqualTo((long)text.Length * Rules.Length));
        }
    }

    [Test]
    public void Ordinary_text_with_keywords_in_it_is_given_to_no_pattern()
    {
        var text = string.Concat(Enumerable.Repeat("hf_transfer, gho_st, ASIA, github_pat_ and eyJ in a text. ", 100));
        Assert.That(Found(new Detector(Rules), text, out var work), Is.Empty);
        Assert.That(work, Is.Zero);
    }

    private static string Piece(Random random)
    {
        if (random.Next(3) > 0) return Pieces[random.Next(Pieces.Length)];
        var secret = Secrets[random.Next(Secrets.Length)];
        // Some are cut, some lose their delimiters.
        var start = random.Next(4) == 0 ? random.Next(secret.Length / 2) : 0;
        return secret[start..(random.Next(4) == 0 ? secret.Length - random.Next(secret.Length / 2) : secret.Length)];
    }

    private static List<string> Found(Detector detector, string text, out long work)
    {
        var sink = new Names([]);
        work = detector.FindAndCount(text, ref sink);
        sink.Found.Sort(StringComparer.Ordinal);
        return sink.Found;
    }

    private readonly struct Names(List<string> found) : IDetectionSink
    {
        public List<string> Found { get; } = found;

        public void Add(in DetectedSpan span) => Found.Add($"{span.Rule.Kind} {span.Start}+{span.Length}");
    }
}
