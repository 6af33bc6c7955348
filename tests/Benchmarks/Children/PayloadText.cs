using System.Globalization;
using System.Text;

namespace Benchmarks.Children;

/// <summary>
/// What the child answers: text like that of files, logs and pages, in the escaped form of a JSON string.
/// It holds no secret, but the near misses that a detector meets all day: paths, hashes, identifiers, addresses.
/// </summary>
internal static class PayloadText
{
    public const int MaxSize = 1_000_000;

    private static readonly string[] Words =
        ("the a of to and in is for that on with as by this from at or an be are was it not which all has been when " +
         "request response server client token access key secret file path folder build error warning value default " +
         "configuration version release module function parameter argument returns string number integer object list " +
         "timeout retry connection closed opened process thread memory buffer message result query table index column " +
         "authorization session password header cookie github slack amazon azure google deploy container image cluster " +
         "update install remove create delete read write search found missing invalid expected received completed " +
         "measured quickly slowly every second minute hour yesterday customer invoice payment address street")
        .Split(' ');

    private static readonly Lazy<string> Whole = new(Generate);

    /// <summary>The first bytes of the text; ASCII, so characters are bytes. The children cut by the same rule.</summary>
    public static string Take(int size)
    {
        var text = Whole.Value[..size];
        return text[^1] == '\\' ? text[..^1] + "." : text; // never half an escape
    }

    private static string Generate()
    {
        var random = new Random(20261123); // a seed keeps its sequence across .NET versions
        var text = new StringBuilder(MaxSize + 256);
        while (text.Length < MaxSize)
        {
            AppendSentence(text, random);
            text.Append(random.Next(6) == 0 ? "\\n" : " ");
        }

        return text.ToString(0, MaxSize);
    }

    private static void AppendSentence(StringBuilder text, Random random)
    {
        var length = random.Next(5, 18);
        for (var i = 0; i < length; i++)
        {
            var word = Word(random);
            text.Append(i == 0 ? "" : random.Next(12) == 0 ? ", " : " ");
            text.Append(i == 0 ? char.ToUpperInvariant(word[0]) + word[1..] : word);
        }

        text.Append(random.Next(10) == 0 ? "?" : ".");
    }

    private static string Word(Random random) => random.Next(40) switch
    {
        0 => $"/var/lib/{Plain(random)}/{Plain(random)}.json",
        1 => $"https://example.com/{Plain(random)}?page={random.Next(100)}",
        // After a word of their own: "password 3f2a…" would be a finding, and rightly.
        2 => $"commit {random.NextInt64().ToString("x16", CultureInfo.InvariantCulture)}",
        3 => $"2026-{random.Next(1, 13):00}-{random.Next(1, 29):00}T{random.Next(24):00}:{random.Next(60):00}:00Z",
        4 => $"\\\"{Plain(random)} {Plain(random)}\\\"",
        5 => $"{Plain(random)}_{Plain(random)} = {random.Next(10_000)}",
        6 => $"{Plain(random)}@{Plain(random)}",
        7 => $"({random.Next(1_000)} {Plain(random)})",
        _ => Plain(random),
    };

    private static string Plain(Random random) => Words[random.Next(Words.Length)];
}
