using System.Text;
using Gateway.Core.Guarding;
using Gateway.Core.Protocol;

namespace Gateway.Core.Tests.Guarding;

internal sealed class MaskTests
{
    [Test]
    public void A_message_in_which_nothing_is_found_stays_the_same_object()
    {
        using var session = new GuardedSession(Slot.Words);
        var passage = session.NewPassage("""{ "jsonrpc":"2.0" ,"result":{"a":"\u0041\ud800 1.0e5","a":1.50,"A":[]}, "id":1}""", Methods.ToolsCall, Direction.ToClient);
        var (frame, bytes) = (passage.Frame, passage.Frame.Bytes.ToArray());
        session.Send(passage);
        Assert.That(passage.Frame, Is.SameAs(frame));
        Assert.That(passage.Frame.Bytes.ToArray(), Is.EqualTo(bytes));
        Assert.That(passage.Findings, Is.Null);
    }

    [TestCase("ghp_word", "<SECRET>")]
    [TestCase("ghp_word b", "<SECRET> b")]
    [TestCase("a ghp_word", "a <SECRET>")]
    [TestCase("ghp_wordghp_word", "<SECRET><SECRET>")]
    [TestCase("\\\"ghp_word\\\"", "\\\"<SECRET>\\\"")]
    [TestCase("""\\ghp_word\n""", """\\<SECRET>\n""")]
    [TestCase("""gh\u0070_w\u006Frd!""", "<SECRET>!")]
    [TestCase("""\u0067hp_wor\u0064""", "<SECRET>")]
    [TestCase("""\ud83d\ude00ghp_word\ud83d\ude00""", """\ud83d\ude00<SECRET>\ud83d\ude00""")]
    [TestCase("""\ud800ghp_word\udc00""", """\ud800<SECRET>\udc00""")]
    [TestCase("é😀ghp_word😀", "é😀<SECRET>😀")]
    [TestCase("""\/ghp_word\/""", """\/<SECRET>\/""")]
    public void Only_the_secret_is_replaced(string text, string masked)
    {
        using var session = new GuardedSession(Slot.Words);
        Assert.That(session.Result($$"""{"content":[{"type":"text","text":"{{text}}"}]}""").Json(), Is.EqualTo($$"""{"content":[{"type":"text","text":"{{masked}}"}]}"""));
    }

    [TestCase("😀", 0, 1, "<SECRET>")]
    [TestCase("😀", 1, 1, "<SECRET>")]
    [TestCase("""a\ud83d\ude00b""", 2, 1, "a<SECRET>b")]
    [TestCase("""\ud800x""", 0, 1, "<SECRET>x")]
    public void A_finding_that_cuts_a_surrogate_pair_takes_the_pair(string text, int start, int length, string masked)
    {
        using var session = new GuardedSession(Slot.Of(Span(start, length)));
        Assert.That(session.Result($$"""{"x":"{{text}}"}""").Json(), Is.EqualTo($$"""{"x":"{{masked}}"}"""));
    }

    [Test]
    public void A_finding_that_cuts_a_surrogate_pair_in_a_blob_takes_the_pair()
    {
        using var session = new GuardedSession(Slot.Of(Span(2, 1)));
        var json = session.Result($$"""{"contents":[{"mimeType":"text/plain","blob":"{{Base64("a😀b")}}"}]}""", Methods.ResourcesRead).Json();
        Assert.That(json, Does.Contain(Base64("a<SECRET>b")));
    }

    [Test]
    public void A_placeholder_is_escaped_for_JSON()
    {
        using var session = new GuardedSession(Slot.Of(new WordGuardrail("word", new FindingKind("odd", "\"\\\n<é>"))));
        Assert.That(session.Result("""{"x":"a word"}""").Json(), Is.EqualTo("""{"x":"a \"\\\n<é>"}"""));
    }

    [TestCase(1234567, true)]
    [TestCase(123456, false)]
    [TestCase(-123456, true)]
    [TestCase(4111111111111111, true)]
    public void A_number_of_seven_characters_or_more_becomes_null(long number, bool isWalked)
    {
        using var session = new GuardedSession(Slot.Of(new TextProbe((in TextLeaf leaf, FindingSink findings) =>
        {
            if (leaf.Kind == LeafKind.Number) findings.Add(Kind.Secret, 0, 2);
        })));
        var passage = session.Result($$"""{"structuredContent":{"a":{{number}}},"content":[{"type":"text","text":"","data":{{number}}}]}""");
        var shown = isWalked ? "null" : $"{number}";
        Assert.That(passage.Json(), Is.EqualTo($$"""{"structuredContent":{"a":{{shown}}},"content":[{"type":"text","text":"","data":{{shown}}}]}"""));
        Assert.That(passage.Count(Kind.Secret), Is.EqualTo(isWalked ? 2 : 0));
    }

    [Test]
    public void A_number_found_twice_becomes_one_null()
    {
        using var session = new GuardedSession(Slot.Of(new WordGuardrail(("123", Kind.Secret, 1), ("456", Kind.Token, 1))));
        Assert.That(session.Result("""{"a":1234567}""").Json(), Is.EqualTo("""{"a":null}"""));
    }

    [TestCase("""{"ghp_word":1}""", """{"<SECRET>":1}""")]
    [TestCase("""{"ghp_word":1,"<SECRET>":2}""", """{"<SECRET>_2":1,"<SECRET>":2}""")]
    [TestCase("""{"<SECRET>":1,"ghp_word":2,"<SECRET>_2":3}""", """{"<SECRET>":1,"<SECRET>_3":2,"<SECRET>_2":3}""")]
    [TestCase("""{"ghp_word":1,"\u003cSECRET>":2}""", """{"<SECRET>_2":1,"\u003cSECRET>":2}""")]
    [TestCase("""{"ghp_word":1,"ghp_\u0077ord":2,"ghp_word":3}""", """{"<SECRET>":1,"<SECRET>_2":2,"<SECRET>_3":3}""")]
    [TestCase("""{"a-ghp_word-b":1,"a-ghp_word-b":2}""", """{"a-<SECRET>-b":1,"a-<SECRET>_2-b":2}""")]
    [TestCase("""{"ghp_word ghp_word":1,"ghp_word ghp_word":2}""", """{"<SECRET> <SECRET>":1,"<SECRET> <SECRET>_2":2}""")]
    [TestCase("""{"ghp_word":{"ghp_word":{"ghp_word":1}}}""", """{"<SECRET>":{"<SECRET>":{"<SECRET>":1}}}""")]
    [TestCase("""{"ghp_word":{"x":1,"ghp_word":2},"ghp_word":[{"ghp_word":1},{"ghp_word":2}]}""", """{"<SECRET>":{"x":1,"<SECRET>":2},"<SECRET>_2":[{"<SECRET>":1},{"<SECRET>":2}]}""")]
    [TestCase("""{"\ud800ghp_word":1,"ghp_word\ud800":2}""", """{"\ud800<SECRET>":1,"<SECRET>\ud800":2}""")]
    public void Masked_property_names_stay_unique(string structured, string masked)
    {
        using var session = new GuardedSession(Slot.Words);
        Assert.That(session.Result($$"""{"structuredContent":{{structured}}}""").Json(), Is.EqualTo($$"""{"structuredContent":{{masked}}}"""));
    }

    [Test]
    public void Many_equal_masked_names_are_numbered_without_counting_from_one_each_time()
    {
        const int Names = 20_000;
        using var session = new GuardedSession(Slot.Words);
        var json = session.Result("{\"x\":{" + string.Join(",", Enumerable.Repeat("\"ghp_word\":1", Names)) + "}}").Json();
        Assert.That(json, Does.EndWith($"\"<SECRET>_{Names}\":1}}}}"));
    }

    [TestCase("aaa", .5, "aaab", .5, "xaaabx", "x<TOKEN>x", TestName = "The_longer_of_two_equally_certain_findings_names_the_union")]
    [TestCase("aab", .9, "abbbb", .5, "xaabbbbx", "x<SECRET>x", TestName = "The_more_certain_finding_names_the_union_and_no_tail_is_left")]
    [TestCase("aab", .5, "ccc", .9, "xaabcccx", "x<SECRET><TOKEN>x", TestName = "Findings_that_only_touch_are_masked_apart")]
    public void Overlapping_findings_of_two_guardrails_are_united(string first, double sure, string second, double surer, string text, string masked)
    {
        using var session = new GuardedSession(
            Slot.Of(new WordGuardrail((first, Kind.Secret, sure)), "one"),
            Slot.Of(new WordGuardrail((second, Kind.Token, surer)), "two"));
        Assert.That(session.Result($$"""{"x":"{{text}}"}""").Json(), Is.EqualTo($$"""{"x":"{{masked}}"}"""));
    }

    [Test]
    public void The_longest_single_finding_names_a_chain_and_not_the_union_so_far()
    {
        using var session = new GuardedSession(Slot.Of(new TextProbe([Kind.Secret, Kind.Token], (in TextLeaf leaf, FindingSink findings) =>
        {
            if (leaf.Text.Length < 30) return;
            findings.Add(Kind.Secret, 0, 10);
            findings.Add(Kind.Secret, 5, 12);
            findings.Add(Kind.Token, 16, 14);
        })));
        Assert.That(session.Result($$"""{"x":"{{new string('a', 30)}}"}""").Json(), Is.EqualTo("""{"x":"<TOKEN>"}"""));
    }

    [TestCase("\"mimeType\":\"text/plain\",\"blob\":\"B\"")]
    [TestCase("\"blob\":\"B\",\"mimeType\":\"text/plain\"")]
    [TestCase("\"blob\":\"B\",\"mimeType\":\"application/json; charset=utf-8\"")]
    [TestCase("\"blob\":\"B\"")]
    [TestCase("\"blob\":\"B\",\"mimeType\":null")]
    [TestCase("\"mimeType\":\"image/png\",\"blob\":\"B\",\"mimeType\":\"text/plain\"")]
    [TestCase("\"blob\":\"B\",\"x\":{\"mimeType\":\"image/png\"}")]
    [TestCase("\"\\ud800\":1,\"blob\":\"B\"")]
    public void A_blob_of_text_is_decoded_masked_and_encoded_again(string members)
    {
        using var session = new GuardedSession(Slot.Words);
        string With(string text) => "{\"contents\":[{" + members.Replace("B", Base64(text), StringComparison.Ordinal) + "}]}";
        Assert.That(session.Result(With("a\nghp_word é ghp_word"), Methods.ResourcesRead).Json(), Is.EqualTo(With("a\n<SECRET> é <SECRET>")));
    }

    [Test]
    public void A_blob_without_a_type_that_is_no_base64_is_text()
    {
        using var session = new GuardedSession(Slot.Words);
        Assert.That(session.Result("""{"contents":[{"blob":"a ghp_word"}]}""").Json(), Is.EqualTo("""{"contents":[{"blob":"a <SECRET>"}]}"""));
    }

    [TestCase("image/png")]
    [TestCase("application/octet-stream")]
    public void A_blob_of_another_type_is_not_looked_into(string mimeType)
    {
        using var session = new GuardedSession(Slot.Words);
        var result = $$"""{"contents":[{"mimeType":"{{mimeType}}","blob":"{{Base64("ghp_word")}}"}]}""";
        Assert.That(session.Result(result).Json(), Is.EqualTo(result));
    }

    [Test]
    public void A_blob_of_UTF_16_that_is_declared_as_text_cannot_be_checked()
    {
        using var session = new GuardedSession(Slot.Words);
        var blob = Convert.ToBase64String(Encoding.Unicode.GetBytes("ghp_word"));
        Assert.That(session.Result($$"""{"contents":[{"mimeType":"text/plain","blob":"{{blob}}"}]}""").Refusal?.Code, Is.EqualTo("invalid"));
    }

    [Test]
    public void Every_placeholder_in_a_blob_is_counted_and_protected()
    {
        using var session = new GuardedSession(Slot.Of(new WordGuardrail(("aaaa", Kind.Secret, 1), ("bbbb", Kind.Token, 1))));
        var passage = session.Result($$"""{"contents":[{"mimeType":"text/plain","blob":"{{Base64("aaaa bbbb aaaa")}}"}]}""");
        Assert.That((passage.Count(Kind.Secret), passage.Count(Kind.Token)), Is.EqualTo((2, 1)));
        Assert.That("<TOKEN>".AsSpan().ContainsAny(session.Shown.Values!) && "<SECRET>".AsSpan().ContainsAny(session.Shown.Values!), Is.True);
    }

    [TestCase(FindingAction.Mask, """{"x":"<SECRET>"}""", 1)]
    [TestCase(FindingAction.Report, """{"x":"ghp_word"}""", 1)]
    public void The_action_for_the_direction_applies(FindingAction action, string expected, int count)
    {
        using var session = new GuardedSession(Slot.Of(new WordGuardrail(Slot.Word, Kind.Secret), toServer: FindingAction.Block, toClient: action));
        var passage = session.Result("""{"x":"ghp_word"}""");
        Assert.That(passage.Json(), Is.EqualTo(expected));
        Assert.That(passage.Count(Kind.Secret), Is.EqualTo(count));
        Assert.That(session.Request("""{"name":"t","arguments":{"x":"ghp_word"}}""").Refusal?.Code, Is.EqualTo("finding"));
    }

    [TestCase("""{"x":"ghp_word"}""")]
    [TestCase("""{"x":{"ghp_word":1}}""")]
    [TestCase("""{"contents":[{"mimeType":"text/plain","blob":"Z2hwX3dvcmQ="}]}""")]
    public void Block_refuses_with_the_kind_and_never_the_value(string result)
    {
        using var session = new GuardedSession(Slot.Of(new WordGuardrail(Slot.Word, Kind.Secret), "words", toClient: FindingAction.Block));
        var passage = session.Result(result);
        Assert.That(passage.Refusal, Is.EqualTo(new Refusal("words", "finding", "words found secret, which is set to be blocked.")));
        Assert.That(passage.Count(Kind.Secret), Is.EqualTo(1));
    }

    [Test]
    public void Report_of_an_identity_neither_withholds_nor_blocks()
    {
        using var session = new GuardedSession(Slot.Of(new WordGuardrail(Slot.Word, Kind.Secret), toServer: FindingAction.Report));
        Assert.That(session.Request("""{"name":"ghp_word"}""").Json(), Is.EqualTo("""{"name":"ghp_word"}"""));
    }

    [Test]
    public void A_guardrail_for_one_direction_is_not_asked_about_the_other()
    {
        using var session = new GuardedSession(Slot.Of(new WordGuardrail(Slot.Word, Kind.Secret), directions: Directions.ToClient));
        Assert.That(session.Request("""{"arguments":{"x":"ghp_word"}}""").Json(), Does.Contain("ghp_word"));
        Assert.That(session.Result("""{"x":"ghp_word"}""").Json(), Does.Not.Contain("ghp_word"));
    }

    [Test]
    public void A_guardrail_learns_the_property_that_a_text_belongs_to()
    {
        var seen = new List<string>();
        using var session = new GuardedSession(Slot.Of(new TextProbe((in TextLeaf leaf, FindingSink _) => seen.Add($"{leaf.Property}/{leaf.Kind}/{leaf.Text}"))));
        session.Result("""{"x":{"p\u0061ss":["a",{"deep":"b"},"c"],"n":12345678}}""");
        Assert.That(seen, Is.EqualTo(new[] { "x/Name/x", "pass/Name/pass", "pass/Value/a", "deep/Name/deep", "deep/Value/b", "pass/Value/c", "n/Name/n", "n/Number/12345678" }));
    }

    [Test]
    public void What_stands_around_the_payload_is_never_looked_at()
    {
        using var session = new GuardedSession(Slot.Words);
        var passage = session.NewPassage("""{"jsonrpc":"2.0","id":"ghp_word","unheardOf":1,"result":{"x":"ghp_word"}}""", Methods.ToolsCall, Direction.ToClient);
        session.Send(passage);
        Assert.That(Encoding.UTF8.GetString(passage.Frame.Bytes), Is.EqualTo("""{"jsonrpc":"2.0","id":"ghp_word","unheardOf":1,"result":{"x":"<SECRET>"}}"""));
    }

    private static TextProbe Span(int start, int length) => new((in TextLeaf leaf, FindingSink findings) =>
    {
        if (leaf.Kind == LeafKind.Value && start + length <= leaf.Text.Length) findings.Add(Kind.Secret, start, length);
    });

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    [TestCase(Directions.ToServer)]
    [TestCase(Directions.ToClient)]
    public void What_is_shown_outside_of_the_traffic_is_masked_by_guardrails_of_either_direction(Directions directions)
    {
        using var session = new GuardedSession(Slot.Of(new WordGuardrail(Slot.Word, Kind.Secret), directions: directions));
        Assert.That(session.Pipeline.Mask("a ghp_word \"b\""), Is.EqualTo("a <SECRET> \"b\""));
    }
}
