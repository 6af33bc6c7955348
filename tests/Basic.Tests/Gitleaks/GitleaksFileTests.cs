using System.Text.Json;

namespace Gateway.Plugins.Basic.Tests.Gitleaks;

public class GitleaksFileTests
{
    private string _folder = "";

    [SetUp]
    public void Create() => _folder = Directory.CreateTempSubdirectory("basic-toml").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_rule_is_found_by_its_first_group()
    {
        var basic = Started("""
            title = "own"
            [[rules]]
            id = "acme-key"
            description = "Acme key"
            regex = '''(?i)acme[ =:]{1,3}([a-z0-9]{8})(?:\s|$)'''
            keywords = ["ACME"]
            tags = ["x"]
            path = '''\.env$'''
            """);
        Assert.That(FoundText.Masked("Acme = q7zk20lm rest", basic), Is.EqualTo("Acme = <ACME_KEY> rest"));
        Assert.That(basic.Kinds.Single(k => k.Name == "acme-key").Description, Is.EqualTo("Acme key"));
    }

    [TestCase("regex = '''acme-(a)(b)'''\nsecretGroup = 2", "acme-ab", "acme-a<R>")]
    [TestCase("regex = '''acme-(a)(b)'''", "acme-ab", "acme-<R>b")]
    [TestCase("regex = '''acme-(?:a)(?P<x>b)'''", "acme-ab", "acme-a<R>")]
    [TestCase("regex = '''acme-(?P<x>a)(?P<y>b)'''\nsecretGroup = 2", "acme-ab", "acme-a<R>")]
    [TestCase("regex = '''acme-ab'''\nsecretGroup = 7", "acme-ab", "<R>")]
    [TestCase("regex = '''acme-[[:alpha:]]{2}[[:digit:]]'''", "acme-ab1", "<R>")]
    [TestCase("regex = '''acme-[(]([[:alnum:]_]+)'''", "acme-(ab_1", "acme-(<R>")]
    [TestCase("regex = '''acme-\\(([a-z]+)'''", "acme-(ab", "acme-(<R>")]
    [TestCase("regex = '''acme-([a-z]+)\\z'''", "acme-ab", "acme-<R>")]
    [TestCase("regex = '''(?i)acme-[a-z]+'''", "ACME-ab", "<R>")]
    [TestCase("regex = '''acme-[a-z]+'''", "ACME-ab", "ACME-ab")]
    [TestCase("regex = '''acme-[a-z0-9]+'''\nentropy = 2", "acme-aaaa acme-q7zk", "acme-aaaa <R>")]
    [TestCase("regex = '''acme-([a-z0-9]+)'''\nentropy = 1.5", "acme-aaaa acme-q7zk", "acme-aaaa acme-<R>")]
    [TestCase("regex = '''acme-[a-z]+'''\nkeywords = ['other']", "acme-ab", "acme-ab")]
    [TestCase("regex = '''acme-[a-z]+'''\nkeywords = ['other', 'acme']", "acme-ab", "<R>")]
    [TestCase("regex = '''acme-[a-z]+'''\nkeywords = ['me']", "acme-ab", "<R>")]
    [TestCase("regex = '''acme-[a-z]+'''\nkeywords = ['other']", "acme-ab far away, the OTHER word", "<R> far away, the OTHER word")]
    public void Regexes_of_Go_are_read(string rule, string text, string masked)
    {
        var basic = Started("[[rules]]\nid = 'r'\n" + rule);
        Assert.That(FoundText.Masked(text, basic), Is.EqualTo(masked));
    }

    [TestCase("[rules.allowlist]\nregexes = ['''-ab''']", "acme-ab acme-cd", "acme-ab <R>")]
    [TestCase("[[rules.allowlists]]\nregexes = ['''-ab''']\n[[rules.allowlists]]\nstopwords = ['cd']", "acme-ab acme-cd acme-ef", "acme-ab acme-cd <R>")]
    [TestCase("[rules.allowlist]\nstopwords = ['CD']", "acme-xcdx acme-ab", "acme-xcdx <R>")]
    [TestCase("[[rules.allowlists]]\nregexTarget = 'line'\nregexes = ['''test''']", "a test: acme-ab\nb: acme-cd", "a test: acme-ab\nb: <R>")]
    [TestCase("[[rules.allowlists]]\nregexTarget = 'match'\nregexes = ['''test''']", "a test: acme-ab acme-test", "a test: <R> acme-test")]
    [TestCase("[[rules.allowlists]]\ncondition = 'AND'\nregexes = ['''-a''']\nstopwords = ['b']", "acme-ab acme-ac acme-xb", "acme-ab <R> <R>")]
    [TestCase("[[rules.allowlists]]\ncondition = 'AND'\nregexes = ['''-a''']\npaths = ['''x''']", "acme-ab", "<R>")]
    [TestCase("[[rules.allowlists]]\nregexes = ['''-a''']\npaths = ['''x''']", "acme-ab", "acme-ab")]
    [TestCase("[[rules.allowlists]]\npaths = ['''x''']\ncommits = ['abc']", "acme-ab", "<R>")]
    [TestCase("[allowlist]\nregexes = ['''-ab''']", "acme-ab acme-cd", "acme-ab <R>")]
    [TestCase("[[allowlists]]\nstopwords = ['ab']", "acme-ab acme-cd", "acme-ab <R>")]
    [TestCase("[[allowlists]]\ntargetRules = ['other']\nstopwords = ['ab']", "acme-ab acme-cd", "<R> <R>")]
    [TestCase("[[allowlists]]\ntargetRules = ['other', 'r']\nstopwords = ['ab']", "acme-ab acme-cd", "acme-ab <R>")]
    public void What_is_allowed_stays(string list, string text, string masked)
    {
        var basic = Started("[[rules]]\nid = 'r'\nregex = '''acme-[a-z]+'''\n" + list);
        Assert.That(FoundText.Masked(text, basic), Is.EqualTo(masked));
    }

    [Test]
    public void A_rule_of_paths_only_is_passed_over() =>
        Assert.That(Started("[extend]\nuseDefault = true\n[[rules]]\nid = 'r'\npath = '''x'''").Kinds, Has.Count.EqualTo(FoundText.Basic.Kinds.Count));

    [TestCase("[[rules]\nid", "it is no TOML: ")]
    [TestCase("[[rules]]\nregex = 'a'", "a rule has no 'id'")]
    [TestCase("[[rules]]\nid = 'r'\nregex = 1", "the rule 'r': 'regex' is a text")]
    [TestCase("[[rules]]\nid = 'r'\nregex = 'a('", "the rule 'r': the regex is invalid")]
    [TestCase("[[rules]]\nid = 'r'\nregex = '(?=a)a'", "the rule 'r': the regex needs backtracking")]
    [TestCase("[[rules]]\nid = 'r'\nregex = 'a*'", "the rule 'r': the regex can match the empty string")]
    [TestCase("[[rules]]\nid = 'r'\nregex = 'abc'\n[rules.allowlist]\nregexes = ['(']", "the rule 'r': the regex is invalid")]
    [TestCase("[extend]\npath = 'x.toml'", "'extend.path' is not followed; name the other file in 'rules' too")]
    public void A_file_that_cannot_be_used_ends_the_start(string toml, string sentence) =>
        Assert.That(() => Started(toml), Throws.TypeOf<PluginOptionsException>().With.Message.StartsWith("rules: ").And.Message.Contains("own.toml: ").And.Message.Contains(sentence));

    private BasicGuardrail Started(string toml)
    {
        File.WriteAllText(Path.Combine(_folder, "own.toml"), toml);
        return new(new PluginContext { Name = "basic", BaseFolder = _folder, Options = JsonSerializer.SerializeToElement(new { rules = new[] { "own.toml" } }) });
    }
}
