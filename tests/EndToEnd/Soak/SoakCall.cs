using System.Text;
using EndToEnd.Running;

namespace EndToEnd.Soak;

/// <summary>One call of the soak; its number says everything about it.</summary>
internal sealed record SoakCall(int Number)
{
    private const int IdsPerCall = 4;
    private const string Filling = "arguments of a call are as long as a page now and then, ";

    private static readonly string[] Lists = ["tools/list", "prompts/list", "resources/list"];

    public int Id => Number * IdsPerCall;

    public bool IsCancelled => Number % 50 == 7;

    // Half of them when the answer may be on its way or there.
    private bool IsCancelledLate => IsCancelled && Number % 100 == 57;

    public bool HasProgress => Number % 10 == 3;

    private bool HasSecret => Number % 10 is 3 or 9;

    private bool ChangesLists => Number % 1000 == 503;

    private bool IsNoted => Number % 20 == 5;

    /// <summary>What the text of the answer begins with, behind the gateway.</summary>
    public string Begin => $"{Number} {(HasSecret ? Secrets.HuggingFaceMask : "plain")} ";

    /// <summary>The length of what follows: 100 B to 2 KB for nine in ten, up to 50 KB for most others, up to 1 MB for one in a hundred.</summary>
    public int Size { get; } = SizeOf(Number);

    /// <summary>The ids of the list requests that go with it.</summary>
    public IEnumerable<int> ListIds => Number % 100 == 13 ? Enumerable.Range(Id + 1, Lists.Length) : [];

    private string Cancellation => $$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{{{Id}}},"reason":"changed its mind"}}""";

    public static int IdsOf(int calls) => (calls + 1) * IdsPerCall;

    public static SoakCall Of(int id) => new(id / IdsPerCall);

    /// <summary>Whether the answer to a list request has what it must.</summary>
    public static bool IsList(int id, ReadOnlySpan<byte> answer) => answer.IndexOf(Lists[id % IdsPerCall - 1] switch
    {
        "tools/list" => "\"soak_echo\""u8,
        "prompts/list" => "\"soak_one\""u8,
        _ => "\"file:///one\""u8,
    }) > 0;

    /// <summary>All lines that are written for it.</summary>
    public byte[] Lines()
    {
        var meta = HasProgress ? $$""","_meta":{"progressToken":{{Number}}}""" : "";
        var arguments = $"\"number\":{Number},\"size\":{Size}{(HasSecret ? ",\"secret\":true" : "")}{(ChangesLists ? ",\"changes\":true" : "")}{(Number % 25 == 11 ? $",\"page\":\"{Repeat(Size)}\"" : "")}";
        var lines = new StringBuilder($$$"""{"jsonrpc":"2.0","id":{{{Id}}},"method":"tools/call","params":{"name":"soak_echo","arguments":{{{{arguments}}}}{{{meta}}}}}""").Append('\n');
        if (IsCancelled && !IsCancelledLate) lines.Append(Cancellation).Append('\n');
        if (new SoakCall(Number - 1) is { IsCancelledLate: true } late) lines.Append(late.Cancellation).Append('\n');
        if (IsNoted) lines.Append("""{"jsonrpc":"2.0","method":"notifications/roots/list_changed"}""").Append('\n');
        foreach (var id in ListIds) lines.Append($$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"{{{Lists[id % IdsPerCall - 1]}}}","params":{}}""").Append('\n');
        return Encoding.UTF8.GetBytes(lines.ToString());
    }

    private static int SizeOf(int number)
    {
        var random = new Random(number);
        return number % 100 == 50 ? random.Next(50_000, 1_000_000) : number % 10 == 0 ? random.Next(2_000, 50_000) : random.Next(100, 2_000);
    }

    private static string Repeat(int length) => string.Concat(Enumerable.Repeat(Filling, length / Filling.Length + 1))[..length];
}
