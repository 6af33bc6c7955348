using System.Text;
using System.Text.Json;
using Gateway.Core.Protocol;

namespace Gateway.Core.Tests.Protocol;

public class JsonScannerTests
{
    private const int Depth = 40;

    private static readonly string[] Seeds =
    [
        """{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"a\nb\"c\\d\u00e9 \ud83d\ude00 long enough for several vectors of sixteen bytes"}]}}""",
        """[null,true,false,0,-0,1.5,-2e10,3E+7,4.25e-3,12345678901234567890,"",[],{},[[[]]],{"a":{"b":{}}}]""",
        """ { "a" : [ 1 , 2 ] , "b" : "x" } """,
        "\"just a string\"",
        "-12.5e+3",
    ];

    [Test]
    public void It_reads_what_the_library_reads_and_refuses_what_it_refuses()
    {
        var random = new Random(20_261_123);
        for (var round = 0; round < 60_000; round++)
        {
            var json = Mutate(Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)]), random);
            Assert.That(Scan(json), Is.EqualTo(Library(json)), () => $"round {round}: {Encoding.Latin1.GetString(json)}");
        }
    }

    [TestCase(63)]
    [TestCase(64)]
    [TestCase(65)]
    [TestCase(1_000)]
    public void Objects_and_arrays_close_in_their_order_at_any_depth(int depth)
    {
        var random = new Random(depth);
        var kinds = Enumerable.Range(0, depth).Select(_ => random.Next(2) == 0).ToArray();
        var open = string.Concat(kinds.Select(isObject => isObject ? "{\"a\":" : "["));
        var close = string.Concat(kinds.Reverse().Select(isObject => isObject ? '}' : ']'));
        Assert.That(FaultOf(open + "1" + close, depth), Is.EqualTo(FrameFault.None));
        Assert.That(FaultOf(open + "1" + close, depth - 1), Is.EqualTo(FrameFault.TooDeep));
        Assert.That(FaultOf(open + "1" + (close[0] == '}' ? ']' : '}') + close[1..], depth), Is.EqualTo(FrameFault.InvalidJson));
    }

    [Test]
    public void A_string_ends_wherever_its_stop_lies_in_a_vector()
    {
        for (var length = 0; length < 70; length++)
        {
            var plain = new string('x', length);
            Assert.That(FaultOf($"\"{plain}\""), Is.EqualTo(FrameFault.None));
            Assert.That(FaultOf($"\"{plain}\\n{plain}\""), Is.EqualTo(FrameFault.None));
            Assert.That(FaultOf($"\"{plain}\u0001{plain}\""), Is.EqualTo(FrameFault.InvalidJson));
            Assert.That(FaultOf($"\"{plain}"), Is.EqualTo(FrameFault.InvalidJson));
        }
    }

    [Test]
    public void Skip_stops_at_the_end_of_the_value_it_stands_on()
    {
        var scanner = new JsonScanner("""{"a":[1,{"b":[2]}],"c":3}"""u8);
        scanner.Read();
        scanner.Read();
        scanner.Skip();
        Assert.That(scanner.TokenType, Is.EqualTo(JsonTokenType.EndArray));
        scanner.Read();
        Assert.That(scanner.TextEquals("c"u8), Is.True);
    }

    [Test]
    public void Names_are_compared_as_they_are_meant()
    {
        var scanner = new JsonScanner("""{"\u006eame":1,"\ud800":2}"""u8);
        scanner.Read();
        scanner.Read();
        Assert.That(scanner.TextEquals("name"u8), Is.True);
        scanner.Read();
        scanner.Read();
        Assert.That(scanner.TextEquals("name"u8), Is.False);
        Assert.That(scanner.Text(), Is.EqualTo("\ud800"));
    }

    private static byte[] Mutate(byte[] json, Random random)
    {
        const string Bytes = "{}[]\",:\\0123456789.eE+-tfn u/\n\u0001x";
        var mutated = json.ToList();
        for (var changes = random.Next(3); changes > 0 && mutated.Count > 0; changes--)
        {
            var at = random.Next(mutated.Count);
            switch (random.Next(4))
            {
                case 0: mutated.RemoveAt(at); break;
                case 1: mutated.Insert(at, (byte)Bytes[random.Next(Bytes.Length)]); break;
                case 2: mutated[at] = (byte)Bytes[random.Next(Bytes.Length)]; break;
                default: mutated.RemoveRange(at, mutated.Count - at); break;
            }
        }

        return [.. mutated];
    }

    private static FrameFault FaultOf(string json, int depth = Depth)
    {
        var scanner = new JsonScanner(Encoding.UTF8.GetBytes(json), depth);
        while (scanner.Read())
        {
        }

        return scanner.Fault;
    }

    private static string Scan(byte[] json)
    {
        var tokens = new StringBuilder();
        var scanner = new JsonScanner(json, Depth);
        while (scanner.Read()) tokens.Append($"{scanner.TokenType}@{scanner.TokenStart}:{Encoding.Latin1.GetString(scanner.ValueSpan)};");
        return scanner.Fault == FrameFault.None ? tokens.ToString() : "refused";
    }

    private static string Library(byte[] json)
    {
        var tokens = new StringBuilder();
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Depth });
            while (reader.Read()) tokens.Append($"{reader.TokenType}@{reader.TokenStartIndex}:{Encoding.Latin1.GetString(reader.ValueSpan)};");
            return tokens.ToString();
        }
        catch (JsonException)
        {
            return "refused";
        }
    }
}
