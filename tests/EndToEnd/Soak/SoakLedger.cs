using System.Text;
using System.Text.Json;

namespace EndToEnd.Soak;

/// <summary>Who has been answered: each once, each with its own answer.</summary>
internal sealed class SoakLedger(int calls, Action onAnswer)
{
    private readonly bool[] _answered = new bool[SoakCall.IdsOf(calls)];
    private readonly byte[] _progress = new byte[calls + 1];
    private readonly int _cancelled = Enumerable.Range(1, calls).Count(number => new SoakCall(number).IsCancelled);
    private readonly int _lists = Enumerable.Range(1, calls).Sum(number => new SoakCall(number).ListIds.Count());
    private int _answeredLists;
    private int _answeredAnyway;

    /// <summary>The calls with an answer, without those that were cancelled.</summary>
    public int Answered { get; private set; }

    public int Changes { get; private set; }

    public int Progress { get; private set; }

    public bool IsComplete => Answered == calls - _cancelled && _answeredLists == _lists;

    public override string ToString() =>
        $"{calls} calls, {Answered} answered, {_cancelled} cancelled ({_answeredAnyway} had their answer already), {_answeredLists} of {_lists} lists, {Progress} progress notifications, {Changes} changes of the list";

    /// <summary>Takes a message of the gateway.</summary>
    /// <exception cref="InvalidDataException">It is wrong, or comes a second time.</exception>
    public void Enter(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("{\"jsonrpc\":\"2.0\",\"method\":"u8)) EnterNotification(line);
        else EnterAnswer(line);
    }

    private void EnterNotification(ReadOnlySpan<byte> line)
    {
        if (line.IndexOf("list_changed"u8) >= 0)
        {
            Changes++;
            return;
        }

        var number = NumberAfter(line, "\"progressToken\":"u8);
        Check(!_answered[new SoakCall(number).Id] && NumberAfter(line, "\"progress\":"u8) == ++_progress[number], "progress out of order", line);
        Progress++;
    }

    private void EnterAnswer(ReadOnlySpan<byte> line)
    {
        var id = NumberAfter(line, "\"id\":"u8);
        Check(!_answered[id], "a second answer", line);
        _answered[id] = true;
        var call = SoakCall.Of(id);
        if (id != call.Id)
        {
            Check(SoakCall.IsList(id, line), "a wrong list", line);
            _answeredLists++;
            return;
        }

        Check(HasText(line, call), "a wrong answer", line);
        if (call.IsCancelled)
        {
            _answeredAnyway++;
            return;
        }

        Check(_progress[call.Number] == (call.HasProgress ? 3 : 0), "progress was lost", line);
        Answered++;
        onAnswer();
    }

    private static bool HasText(ReadOnlySpan<byte> line, SoakCall call)
    {
        var reader = new Utf8JsonReader(line);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("text"u8)) continue;
            reader.Read();
            var begin = Encoding.UTF8.GetBytes(call.Begin);
            return reader.ValueSpan.StartsWith(begin) && reader.ValueSpan.Length == begin.Length + call.Size;
        }

        return false;
    }

    private static int NumberAfter(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name)
    {
        var at = line.IndexOf(name);
        Check(at >= 0 && System.Buffers.Text.Utf8Parser.TryParse(line[(at + name.Length)..], out int _, out _), "no number", line);
        _ = System.Buffers.Text.Utf8Parser.TryParse(line[(at + name.Length)..], out int number, out _);
        return number;
    }

    private static void Check(bool isRight, string what, ReadOnlySpan<byte> line)
    {
        if (!isRight) throw new InvalidDataException($"{what}: {Encoding.UTF8.GetString(line[..Math.Min(line.Length, 300)])}");
    }
}
