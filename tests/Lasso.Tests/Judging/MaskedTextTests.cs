using Gateway.Plugins.Lasso.Judging;

namespace Gateway.Plugins.Lasso.Tests.Judging;

public class MaskedTextTests
{
    [TestCase("mail a@b.c now", "mail <EMAIL_ADDRESS> now", "5+5=<EMAIL_ADDRESS>")]
    [TestCase("a@b.c", "<EMAIL_ADDRESS>", "0+5=<EMAIL_ADDRESS>")]
    [TestCase("a@b.c, d@e.f and 4111", "<EMAIL>, <EMAIL> and <CREDIT_CARD>", "0+5=<EMAIL> 7+5=<EMAIL> 17+4=<CREDIT_CARD>")]
    [TestCase("<AWS_ACCESS_KEY> of a@b.c", "<AWS_ACCESS_KEY> of <EMAIL>", "20+5=<EMAIL>")]
    [TestCase("<A><B> a@b.c", "<A><B> <EMAIL>", "7+5=<EMAIL>")]
    [TestCase("of a@b.c <A>", "of <EMAIL> <A>", "3+5=<EMAIL>")]
    [TestCase("Ada Lovelace", "<PERSON> <PERSON>", "0+3=<PERSON> 4+8=<PERSON>")]
    [TestCase("AdaLovelace", "<PERSON><NAME>", "0+1=<PERSON> 1+10=<NAME>")]
    [TestCase("id EMP-1!", "id [REDACTED]!", "3+5=[REDACTED]")]
    [TestCase("4111 1111 1111 1111.", "4111 **** **** 1111.", "5+9=**** ****")]
    [TestCase("k: a@b.c\nl: d@e.f", "k: ***\nl: ###", "3+5=*** 12+5=###")]
    [TestCase("one\na\nb\ntwo", "one\n<KEY>\ntwo", "4+3=<KEY>")]
    [TestCase("one\na\nb\ntwo", "one\n(gone)\ntwo", "4+3=(gone)")]
    [TestCase("ADDRESSEE x", "<ADDRESS> x", "0+9=<ADDRESS>")]
    [TestCase("same", "same", "")]
    public void Spans_are_what_the_masks_replaced(string original, string masked, string expected) =>
        Assert.That(Spans(original, masked), Is.EqualTo(expected));

    [TestCase("a", "a!")]
    [TestCase("a\nb", "a\nb<NOTE>")]
    [TestCase("", "<X>")]
    public void What_was_only_added_masks_nothing(string original, string masked) =>
        Assert.That(MaskedText.Compare(original, masked, []), Is.Null);

    [Test]
    public void A_mask_that_a_finding_names_is_known_as_one() =>
        Assert.That(Spans("a@b.c and d@e.f", "{mail} and {mail}", "{mail}"), Is.EqualTo("0+5={mail} 10+5={mail}"));

    [Test]
    public void Nothing_that_Lasso_hid_is_left_whatever_its_masks_look_like()
    {
        var random = new Random(20261125);
        string[] masks = ["<EMAIL_ADDRESS>", "<X>", "[A B]", "***", "j***n", "", "<", "\n", "secret"];
        string[] words = ["plain", "<X>", "a", "<", "\n", " ", "[A B]", "*", "j", "n", "😀"];
        var compared = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var (original, masked) = ("", "");
            foreach (var word in Enumerable.Range(0, random.Next(1, 12)).Select(_ => words[random.Next(words.Length)]))
            {
                var isSecret = random.Next(4) == 0;
                original += isSecret ? "\u00a7\u00a7" : word;
                masked += isSecret ? masks[random.Next(masks.Length)] : word;
            }

            if (MaskedText.Compare(original, masked, []) is not { } spans) continue;
            compared++;
            var left = original;
            foreach (var span in spans.Reverse()) left = left.Remove(span.Start, span.Length);
            Assert.That(left, Does.Not.Contain("\u00a7"), $"{original} became {masked}");
        }

        Assert.That(compared, Is.GreaterThan(10_000));
    }

    private static string Spans(string original, string masked, params string[] named) =>
        string.Join(' ', MaskedText.Compare(original, masked, named)!.Select(span => $"{span.Start}+{span.Length}={span.Mask}"));
}
