using Gateway.Detection.Assignments;

namespace Gateway.Detection.Tests.Assignments;

public class AssignmentReaderTests
{
    [TestCase("NAME=v4lue", "v4lue", "Bare")]
    [TestCase("export NAME=v4lue ", "v4lue", "Bare")]
    [TestCase("NAME = v4lue\n", "v4lue", "Bare")]
    [TestCase("NAME: v4lue", "v4lue", "Bare")]
    [TestCase("NAME:v4lue", "v4lue", "Bare")]
    [TestCase("NAME := v4lue", "v4lue", "Bare")]
    [TestCase("NAME ?= v4lue", "v4lue", "Bare")]
    [TestCase("NAME += v4lue", "v4lue", "Bare")]
    [TestCase("NAME => v4lue", "v4lue", "Bare")]
    [TestCase("NAME -> v4lue", "v4lue", "Bare")]
    [TestCase("NAME ||= v4lue", "v4lue", "Bare")]
    [TestCase("NAME ??= v4lue", "v4lue", "Bare")]
    [TestCase("NAME == v4lue", "v4lue", "Bare")]
    [TestCase("NAME ::= v4lue", "v4lue", "Bare")]
    [TestCase("NAME%3Dv4lue", "v4lue", "Bare")]
    [TestCase("NAME%3Av4lue", "v4lue", "Bare")]
    [TestCase("NAME=3Dv4lue", "v4lue", "Bare")]
    [TestCase("?a=b&NAME=v4lue&c=d", "v4lue", "Bare")]
    [TestCase("NAME=v4lue==", "v4lue==", "Bare")]
    [TestCase("(NAME=v4lue.", "v4lue", "Bare")]
    [TestCase("x, NAME=v4lue, y", "v4lue", "Bare")]
    [TestCase("<NAME>v4lue</NAME>", "v4lue", "Bare")]
    [TestCase("<ns:NAME>v4lue</ns:NAME>", "v4lue", "Bare")]
    [TestCase("<NAME>\n  v4lue\n</NAME>", "v4lue", "Bare")]
    [TestCase("NAME = \"v4lue\"", "v4lue", "Quoted")]
    [TestCase("NAME = 'v4 lue'", "v4 lue", "Quoted")]
    [TestCase("NAME = `v4lue`", "v4lue", "Quoted")]
    [TestCase("NAME = \"\"\"v4lue\"\"\"", "v4lue", "Quoted")]
    [TestCase("NAME = b'v4lue'", "v4lue", "Quoted")]
    [TestCase("NAME = r\"v4lue\"", "v4lue", "Quoted")]
    [TestCase("NAME = @\"v4lue\"", "v4lue", "Quoted")]
    [TestCase("NAME: str = \"v4lue\"", "v4lue", "Quoted")]
    [TestCase("\"NAME\": \"v4lue\"", "v4lue", "Quoted")]
    [TestCase("'NAME' : 'v4lue'", "v4lue", "Quoted")]
    [TestCase("{\\\"NAME\\\":\\\"v4lue\\\"}", "v4lue", "Quoted")]
    [TestCase("{\\\\\\\"NAME\\\\\\\":\\\\\\\"v4lue\\\\\\\"}", "v4lue", "Quoted")]
    [TestCase("NAME = \"v4\\\"lue\"", "v4\\\"lue", "Quoted")]
    [TestCase("NAME = \"v4\" + \"lue\"", "v4\" + \"lue", "Quoted")]
    [TestCase("env['NAME'] = 'v4lue'", "v4lue", "Quoted")]
    [TestCase("env[\"NAME\"]=\"v4lue\"", "v4lue", "Quoted")]
    [TestCase("<add key=\"NAME\" value=\"v4lue\"/>", "v4lue", "Quoted")]
    [TestCase("\"NAME\": {\"value\": \"v4lue\"}", "v4lue", "Quoted")]
    [TestCase("NAME: Bearer v4lue", "v4lue", "Bare")]
    [TestCase("\"NAME\": \"Bearer v4lue\"", "Bearer v4lue", "Quoted")]
    [TestCase("set(\"NAME\", \"v4lue\")", "v4lue", "Argument")]
    [TestCase("NAME(\"v4lue\")", "v4lue", "Argument")]
    [TestCase("--NAME v4lue", "v4lue", "Flag")]
    [TestCase("-NAME v4lue", "v4lue", "Flag")]
    [TestCase("| NAME | v4lue |", "v4lue", "Flag")]
    [TestCase("the NAME is v4lue!", "v4lue!", "Prose")]
    [TestCase("the NAME was v4lue", "v4lue", "Prose")]
    [TestCase("NAME for production: v4lue", "v4lue", "Prose")]
    public void A_value_is_read(string text, string value, string syntax)
    {
        var read = Read(text);
        Assert.That((read.IsFound ? text[read.ValueStart..read.ValueEnd] : null, read.Syntax.ToString()), Is.EqualTo((value, syntax)));
    }

    [TestCase("NAME")]
    [TestCase("NAME=")]
    [TestCase("NAME = ")]
    [TestCase("NAME = \"")]
    [TestCase("NAME = \"\"")]
    [TestCase("NAME = \"never closed")]
    [TestCase("NAME != v4lue")]
    [TestCase("NAME === v4lue")]
    [TestCase("NAME, v4lue")]
    [TestCase("NAME(v4lue)")]
    [TestCase("the NAME of v4lue\n")]
    [TestCase("the NAME is secret")]
    [TestCase("NAME\n= v4lue")]
    [TestCase("<NAME> v4lue")]
    [TestCase("scheme://<NAME>@host:1/x")]
    [TestCase("NAME = )v4lue")]
    public void Nothing_is_assigned(string text) => Assert.That(Read(text).IsFound, Is.False);

    [TestCase("my.db-NAME_2 = x1", "my.db-NAME_2")]
    [TestCase("obj.NAME->x", "obj.NAME")]
    [TestCase("see NAME. Next", "NAME")]
    [TestCase("(NAME", "NAME")]
    public void The_name_is_all_that_stands_around_the_word(string text, string name)
    {
        var read = Read(text);
        Assert.That(text[read.NameStart..read.NameEnd], Is.EqualTo(name));
    }

    [Test]
    public void Endless_names_and_values_are_read_to_a_bound()
    {
        var read = Read(new string('a', 10_000) + "NAME" + new string('b', 10_000) + "=" + new string('c', 10_000));
        Assert.That(read.Work, Is.LessThan(1_000));
        Assert.That(Read("NAME=" + new string('c', 10_000)).Work, Is.LessThan(1_000));
        Assert.That(Read("NAME=\"" + new string('c', 10_000)).Work, Is.LessThan(2_000));
    }

    [Test]
    public void Any_text_after_a_name_is_read_without_a_fault()
    {
        var random = new Random(4);
        const string Alphabet = "=:\"'`\\<>()[]{}|,.-+&?%3D \n\t\r#ab1é";
        for (var round = 0; round < 50_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Alphabet[random.Next(Alphabet.Length)])) + "NAME" + string.Concat(Enumerable.Range(0, random.Next(24)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            var read = Read(text);
            if (read.IsFound) Assert.That(read.ValueStart < read.ValueEnd && read.ValueEnd <= text.Length && read.ValueStart >= read.NameEnd, Is.True, text);
        }
    }

    private static Assignment Read(string text)
    {
        var at = text.IndexOf("NAME", StringComparison.Ordinal);
        return AssignmentReader.Read(text, at, at + 4);
    }
}
