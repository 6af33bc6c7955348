using System.Text.Json;
using EndToEnd.Running;

namespace EndToEnd.Bytes;

public class LargeMessageTests
{
    private static string TextOf(int bytes) => string.Concat(Enumerable.Range(0, bytes / 10).Select(i => $"words{i % 10000:0000} "));

    [Test]
    public void A_result_of_ten_megabytes_arrives_whole()
    {
        using var workspace = new Workspace();
        var text = TextOf(10_000_000);
        workspace.AddScripted().AnswerText("big", text);
        Assert.That(workspace.OpenGuarded().CallText("child_big"), Is.EqualTo(text));
    }

    [Test]
    public void Arguments_of_nine_megabytes_arrive_whole()
    {
        using var workspace = new Workspace();
        // The child keeps the start of what it was sent, and here tells the whole.
        workspace.AddScripted().On("call-take", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":{line}}]}}""");
        var text = TextOf(9_000_000);
        var received = RawClient.Parse(workspace.OpenGuarded().CallText("child_take", $$"""{"a":{{JsonSerializer.Serialize(text)}}}"""));
        Assert.That(received.GetProperty("params").GetProperty("arguments").GetProperty("a").GetString(), Is.EqualTo(text));
    }

    [Test]
    public void Two_hundred_calls_at_once_get_each_its_own_result_or_the_busy_error()
    {
        const int Count = 200;
        using var workspace = new Workspace();
        workspace.AddScripted().On("call-tell", """send {"jsonrpc":"2.0","id":{id},"result":{"content":[{"type":"text","text":{line}}]}}""");
        var gateway = workspace.OpenGuarded();
        gateway.ListNames();

        for (var n = 0; n < Count; n++) gateway.WriteCall($"{n}", "child_tell", $$"""{"mine":"call {{n}}."}""");
        var answers = new Dictionary<int, JsonElement>();
        while (answers.Count < Count)
        {
            var answer = RawClient.Parse(gateway.Read());
            if (answer.TryGetProperty("id", out var id) && !answer.TryGetProperty("method", out _)) Assert.That(answers.TryAdd(id.GetInt32(), answer), Is.True, answer.GetRawText());
        }

        using (Assert.EnterMultipleScope())
        {
            foreach (var (n, answer) in answers)
            {
                if (answer.TryGetProperty("error", out var error)) Assert.That(error.GetProperty("message").GetString(), Does.Contain("busy"));
                else Assert.That(RawClient.TextOf(answer), Does.Contain($"call {n}."));
            }
        }
    }
}
