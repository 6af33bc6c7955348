namespace Gateway.Plugins.Basic.Tests.Rules;

/// <summary>Hostile text must not cost more a character than any other, however long it is.</summary>
public class LinearTimeTests
{
    // Characters read for each character of the text, by all rules together.
    private const double MostWork = 128;

    private static readonly string[] Rows =
    [
        "eyJ", "eyJhbGciOiJIUzI1NiJ9.", "eyJ.", "password=", "password=\"", "password=\\\"", "password: ", "secret='", "api_key=", "token ", "?token=a&", "<password>", "\" + \"", "abc\" + \"", "ghp_abc\" + \"", "\"\n\"", "ghp_ab\n",
        "\\", "\\\"", "\\u", "\\u0041", "%", "%25", "%41", "&#", "&#x41;", "github_pat_", "https://", "https://a:b@", "-----BEGIN ", "-----BEGIN PRIVATE KEY-----\n", "a", "A", "1", "=", ".", "-", "_", "/", " ", "\n", "\u200b", "\U0001D400", "\U000E0041", "\ud800",
        "AKIA", "sk-", "xox", "xoxb-1-", "hf_", "glpat-", "A3T", "8Q~", "SG.", "AIza", "Basic ", "Bearer ", "://user:", "secret_token_key_", "pwd", "datadog_api_key=a",
    ];

    [Test]
    public void Rows_of_keywords_cost_no_more_than_other_text() =>
        AssertLinear(BuiltIn.Detector.Keywords.Distinct());

    [Test]
    public void Rows_of_examples_cost_no_more_than_other_text() => AssertLinear(BuiltIn.Examples.Select(e => e.Example.Text).Distinct());

    [Test]
    public void Rows_of_delimiters_and_escapes_cost_no_more_than_other_text() => AssertLinear(Rows);

    [Test]
    public void A_decoy_that_begins_many_times_is_not_read_from_each_beginning() =>
        AssertLinear(["github_pat_", "eyJhbGciOiJIUzI1NiJ9.", "sk-ant-api03-", "xoxb-", "https://"], (row, length) => Row(row, length) + new string('x', 3 * length / 2));

    private static void AssertLinear(IEnumerable<string> pieces, Func<string, int, string>? text = null)
    {
        text ??= Row;
        var worst = pieces.Select(piece => (Piece: piece, Work: WorkOf(text(piece, 10_000)))).OrderByDescending(p => p.Work).ToArray();
        Assert.That(worst[0].Work, Is.LessThan(MostWork), worst[0].Piece);
        foreach (var (piece, work) in worst.Take(8)) Assert.That(WorkOf(text(piece, 1_000_000)), Is.LessThan(1.1 * Math.Max(work, 1)), piece);
    }

    private static double WorkOf(string text) => BuiltIn.Detector.FindAndCount(text, default, new()) / (double)text.Length;

    private static string Row(string piece, int length) => string.Concat(Enumerable.Repeat(piece, 1 + (length / piece.Length)));
}
