using System.Text;
using Gateway.Core.Scoring;

namespace Gateway.Core.Tests.Scoring;

public class LabelledFilesTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("labels-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("""{"id":"1","text":"a\"\\\u00e9\ud83d\ude00b"}""", "a\"\\é😀b")]
    [TestCase("""{"enc":"b64","text":"w6nwn5iA","id":"1"}""", "é😀")]
    [TestCase("""{"text":"w6k=","id":"1","enc":"b64","unknown":{"deep":[1]},"lang":null}""", "é")]
    [TestCase("""{"id":"1","text":""}""", "")]
    public void A_text_is_read_in_either_encoding(string line, string text)
    {
        var (batch, records) = Read(line);
        Assert.That(batch.Text(records.Single()).ToString(), Is.EqualTo(text));
    }

    [Test]
    public void Half_a_surrogate_pair_stays_half()
    {
        var (batch, records) = Read("""{"id":"1","text":"a\ud800"}""");
        Assert.That(batch.Text(records.Single()).ToString(), Is.EqualTo("a\ud800"));
    }

    [Test]
    public void A_record_has_all_that_scoring_needs()
    {
        var (_, records) = Read("""{"id":"r","text":"é and more","spans":[{"start":0,"end":1,"type":"t","score":1}],"property":"password","neg":"hard","variant":"plain"}""");
        var record = records.Single();
        Assert.That((record.Id, record.Length, record.Bytes, record.Property, record.Negative, record.Group), Is.EqualTo(("r", 10, 11, "password", Negative.Hard, "plain")));
        Assert.That(record.Spans, Is.EqualTo(new[] { new LabelledSpan(0, 1, "t") }));
    }

    [Test]
    public void Texts_of_one_batch_stay_apart_and_blank_lines_are_none()
    {
        var (batch, records) = Read("\ufeff{\"id\":\"1\",\"text\":\"one\"}\r\n\n  \n{\"id\":\"2\",\"text\":\"two\"}");
        Assert.That(records.Select(record => (batch.Text(record).ToString(), record.Line)), Is.EqualTo(new[] { ("one", 1), ("two", 4) }));
    }

    [Test]
    public void A_long_line_is_read_whole()
    {
        var text = new string('x', 900_000);
        var (batch, records) = Read($$"""{"id":"1","text":"{{text}}"}""", """{"id":"2","text":"y"}""");
        Assert.That((batch.Text(records[0]).Length, batch.Text(records[1]).ToString()), Is.EqualTo((900_000, "y")));
    }

    [Test]
    public void Much_text_comes_in_several_batches()
    {
        var record = $$"""{"id":"1","text":"{{new string('x', 600_000)}}"}""";
        var files = Files(record, record, record);
        Assert.That(files.Read().Select(batch => batch.Records.Select(text => text.Line).ToArray()), Is.EqualTo(new int[][] { [1, 2], [3] }));
        Assert.That(files.Position, Is.EqualTo(files.Length));
    }

    [TestCase("""{"id":"1","text":"x","label":"injection"}""", 1)]
    [TestCase("""{"id":"1","text":"x","label":"benign"}""", 0)]
    [TestCase("""{"id":"1","text":"x","label":"injection","spans":[]}""", 0)]
    public void A_record_that_has_only_a_label_is_left_out(string line, int leftOut)
    {
        var files = Files(line);
        Assert.That((files.Read().Sum(batch => batch.Records.Count), files.LeftOut), Is.EqualTo((1 - leftOut, leftOut)));
    }

    [TestCase("[]", "the line is not one JSON object")]
    [TestCase("""{"id":"1","text":"x"} {}""", "the line is not one JSON object")]
    [TestCase("""{"id":"1","text":"x" """, "the line is not one JSON object")]
    [TestCase("""{"id":1,"text":"x"}""", "a member has the wrong type")]
    [TestCase("""{"id":"1","text":1}""", "a member has the wrong type")]
    [TestCase("""{"id":"1","text":"x","spans":{}}""", "a member has the wrong type")]
    [TestCase("""{"id":"1","text":"x","spans":[1]}""", "a member has the wrong type")]
    [TestCase("""{"id":"1"}""", "the record has no \"text\"")]
    [TestCase("""{"id":"1","text":"x","enc":"gzip"}""", "\"enc\" can only be \"b64\"")]
    [TestCase("""{"id":"1","text":"x","neg":"odd"}""", "\"neg\" can only be \"hard\" or \"soft\"")]
    [TestCase("""{"id":"1","text":"x","spans":[{"start":0,"end":1}]}""", "a span has no \"type\"")]
    [TestCase("""{"id":"1","text":"x","spans":[{"start":0.5,"end":1,"type":"t"}]}""", "whole numbers")]
    [TestCase("""{"id":"1","text":"x","spans":[{"start":0,"end":0,"type":"t"}]}""", "outside the text")]
    [TestCase("""{"id":"1","text":"x","spans":[{"start":0,"end":2,"type":"t"}]}""", "outside the text")]
    [TestCase("""{"id":"1","text":"/w==","enc":"b64"}""", "\"text\" is not UTF-8")]
    public void A_bad_record_is_told_with_its_line(string line, string error)
    {
        var files = Files("""{"id":"0","text":"good"}""", line);
        Assert.That(() => files.Read().ToArray(), Throws.TypeOf<LabelException>().With.Message.Contains($"data.jsonl:2: ").And.Message.Contains(error));
    }

    [Test]
    public void A_line_that_is_not_UTF8_is_told()
    {
        File.WriteAllBytes(Path.Combine(_folder, "data.jsonl"), [.. "{\"id\":\"1\",\"text\":\""u8, 0xff, .. "\"}"u8]);
        Assert.That(() => new LabelledFiles([Path.Combine(_folder, "data.jsonl")], "variant").Read().ToArray(), Throws.TypeOf<LabelException>().With.Message.Contains("not UTF-8"));
    }

    [Test]
    public void A_folder_stands_for_its_files_in_order()
    {
        foreach (var name in (string[])["b.jsonl", "a.jsonl", "c.txt"]) File.WriteAllText(Path.Combine(_folder, name), "");
        Assert.That(LabelledFiles.Find([_folder]).Select(Path.GetFileName), Is.EqualTo(new[] { "a.jsonl", "b.jsonl" }));
        Assert.That(() => LabelledFiles.Find([Path.Combine(_folder, "none")]), Throws.TypeOf<LabelException>());
    }

    private LabelledFiles Files(params string[] lines)
    {
        var path = Path.Combine(_folder, "data.jsonl");
        File.WriteAllText(path, string.Join('\n', lines), new UTF8Encoding(false));
        return new([path], "variant");
    }

    private (Batch Batch, IReadOnlyList<LabelledText> Records) Read(params string[] lines)
    {
        var batch = Files(lines).Read().Single();
        return (batch, batch.Records);
    }
}
