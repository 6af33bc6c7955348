using Gateway.Plugins.Presidio.Analyzer;

namespace Gateway.Plugins.Presidio.Tests.Analyzer;

public class RemoteAnalyzerTests
{
    [Test]
    public async Task Names_and_places_are_found_where_they_stand()
    {
        using var server = new AnalyzerServer { Answer = static text => text.Contains("Anna") ? new[] { AnalyzerServer.Found("PERSON", 3, 7) } : [] };
        using var guardrail = Open(server);
        Assert.That(guardrail.Kinds.Select(k => k.Name), Has.Member("PERSON").And.Member("LOCATION").And.Member("CREDIT_CARD"));
        Assert.That(await FindAsync(guardrail, "nothing", "Hi Anna!"), Is.EqualTo(new[] { "1:PERSON:Anna" }));
    }

    [Test]
    public async Task The_request_is_what_the_analyzer_expects()
    {
        using var server = new AnalyzerServer();
        using var guardrail = Open(server, """, "pii_entities": ["PERSON", "US_SSN"], "score_threshold": 0.4""");
        await FindAsync(guardrail, "Hi Anna");
        Assert.That(server.Requests.Single().GetRawText(), Is.EqualTo("""{"text":"Hi Anna","language":"en","entities":["PERSON"],"score_threshold":0.4}"""));
    }

    [Test]
    public async Task Positions_are_code_points()
    {
        using var server = new AnalyzerServer { Answer = static _ => new[] { AnalyzerServer.Found("PERSON", 4, 8), AnalyzerServer.Found("LOCATION", 2, 3) } };
        using var guardrail = Open(server);
        Assert.That(await FindAsync(guardrail, "\U0001F600 \U0001F601 Anna"), Is.EqualTo(new[] { "0:LOCATION:\U0001F601", "0:PERSON:Anna" }));
    }

    [Test]
    public async Task What_another_guardrail_masked_is_no_name()
    {
        using var server = new AnalyzerServer { Answer = static _ => new[] { AnalyzerServer.Found("LOCATION", 1, 6), AnalyzerServer.Found("PERSON", 16, 20) } };
        using var guardrail = Open(server);
        Assert.That(await FindAsync(guardrail, "<EMAIL_ADDRESS> Anna"), Is.EqualTo(new[] { "0:PERSON:Anna" }));
    }

    [Test]
    public async Task A_long_text_is_asked_for_in_pieces_and_no_name_is_cut()
    {
        using var server = new AnalyzerServer
        {
            Answer = static text => text.IndexOf("Anna Smith", StringComparison.Ordinal) is >= 0 and var at ? new[] { AnalyzerServer.Found("PERSON", at, at + 10) } : [],
        };
        using var guardrail = Open(server);
        for (var place = Chunks.Longest - 40; place < Chunks.Longest + 20; place += 7)
        {
            var text = string.Concat(Enumerable.Repeat("word ", Chunks.Longest / 2))[..place] + " Anna Smith " + new string('x', 3 * Chunks.Longest);
            Assert.That((await FindAsync(guardrail, text)).Distinct(), Is.EqualTo(new[] { "0:PERSON:Anna Smith" }));
        }
    }

    [Test]
    public async Task Few_texts_are_asked_for_at_once()
    {
        using var server = new AnalyzerServer();
        using var guardrail = Open(server);
        await FindAsync(guardrail, [.. Enumerable.Range(0, 60).Select(i => $"text {i}")]);
        Assert.That(server.Requests, Has.Count.EqualTo(60));
        Assert.That(server.MostAtOnce, Is.LessThanOrEqualTo(4));
    }

    [Test]
    public async Task Allowed_texts_pass()
    {
        using var server = new AnalyzerServer { Answer = static _ => new[] { AnalyzerServer.Found("PERSON", 0, 4) } };
        using var guardrail = Open(server, """, "allow_list": ["Anna"]""");
        Assert.That(await FindAsync(guardrail, "Anna"), Is.Empty);
    }

    [TestCase(500, """{"error": "x"}""")]
    [TestCase(302, "")]
    [TestCase(200, "not json")]
    [TestCase(200, "null")]
    [TestCase(200, """[{"entity_type": "PERSON", "start": 0}]""")]
    [TestCase(200, """[{"entity_type": "PERSON", "start": 0, "end": 999, "score": 1}]""")]
    [TestCase(200, """[{"entity_type": "PERSON", "start": -1, "end": 2, "score": 1}]""")]
    public void An_answer_that_cannot_be_used_is_thrown_and_holds_nothing_of_the_text(int status, string body)
    {
        using var server = new AnalyzerServer();
        using var guardrail = Open(server);
        server.Fault = async context =>
        {
            context.Response.StatusCode = status;
            if (status == 302) context.Response.Headers["Location"] = server.Url + "/health";
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(body));
            context.Response.Close();
            return true;
        };
        Assert.That(async () => await FindAsync(guardrail, "Hi Anna"), Throws.TypeOf<AnalyzerException>().With.Message.Not.Contains("Anna"));
    }

    [Test]
    public void An_analyzer_that_is_gone_or_silent_is_thrown()
    {
        var server = new AnalyzerServer();
        using var guardrail = Open(server, """, "analyzer_timeout": 0.3""");
        using var never = new CancellationTokenSource();
        server.Fault = async _ =>
        {
            await Task.Delay(Timeout.Infinite, never.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
            return false;
        };
        Assert.That(async () => await FindAsync(guardrail, "Anna"), Throws.TypeOf<AnalyzerException>());
        never.Cancel();
        server.Dispose();
        Assert.That(async () => await FindAsync(guardrail, "Anna"), Throws.TypeOf<AnalyzerException>());
    }

    [Test]
    public void An_analyzer_that_is_not_there_at_the_start_is_an_error_that_names_it()
    {
        var server = new AnalyzerServer();
        server.Dispose();
        Assert.That(() => Open(server), Throws.TypeOf<PluginOptionsException>().With.Message.Contains("analyzer_url: no Presidio analyzer answers at " + server.Url));
    }

    [Test]
    public void A_language_that_the_analyzer_does_not_know_is_an_error()
    {
        using var server = new AnalyzerServer();
        Assert.That(() => Open(server, """, "language": "fi" """), Throws.TypeOf<PluginOptionsException>().With.Message.StartsWith("language: "));
    }

    [Test]
    public void An_entity_that_neither_side_knows_is_an_error()
    {
        using var server = new AnalyzerServer();
        Assert.That(() => Open(server, """, "pii_entities": ["PERSONS"]"""), Throws.TypeOf<PluginOptionsException>().With.Message.Contains("near are: PERSON"));
    }

    [Test]
    public async Task Disabled_nobody_is_asked()
    {
        using var guardrail = FoundText.Guardrail("""{"enable_presidio": false, "analyzer_url": "http://127.0.0.1:1"}""");
        Assert.That(await FindAsync(guardrail, "Anna"), Is.Empty);
    }

    private static PresidioGuardrail Open(AnalyzerServer server, string more = "") => FoundText.Guardrail($$"""{"analyzer_url": "{{server.Url}}"{{more}}}""");

    private static async Task<string[]> FindAsync(PresidioGuardrail guardrail, params string[] texts)
    {
        MessageText[] all = [.. texts.Select((t, i) => new MessageText { Index = i, Text = t, Property = "text", Kind = LeafKind.Value })];
        var verdict = await guardrail.CheckAsync(new Message(FoundText.Info, static () => default, () => all), CancellationToken.None);
        return verdict is Verdict.FoundTexts found ? [.. found.Findings.Select(f => $"{f.Text}:{f.Kind}:{all[f.Text].Text.Substring(f.Start, f.Length)}")] : [];
    }
}
