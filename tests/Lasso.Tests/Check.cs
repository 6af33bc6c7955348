using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Plugins.Lasso.Tests;

/// <summary>Asks the guardrail about a message as the gateway would.</summary>
internal static class Check
{
    public static string Key { get; } = "invented" + "-key-" + "0123";

    public static PluginContext Context(string options, TimeProvider? time = null, Action<string>? log = null) =>
        new() { Name = "lasso", Options = JsonDocument.Parse(options).RootElement, Time = time ?? TimeProvider.System, Logger = log ?? (_ => { }) };

    /// <summary>A guardrail with a key, and time enough for a busy machine.</summary>
    public static LassoGuardrail Guardrail(string address, string options = "{}", TimeProvider? time = null, Action<string>? log = null)
    {
        var all = JsonNode.Parse(options)!.AsObject();
        all["api_base"] ??= address;
        all["lasso_api_key"] ??= Key;
        all["timeout"] ??= "00:01:00";
        return new(Context(all.ToJsonString(), time, log), _ => null);
    }

    public static Message Message(Direction direction, params string[] texts) => new(
        new() { Direction = direction, Method = "tools/call", Server = "files", Tool = "read", IsAnswer = direction == Direction.ToClient },
        () => default,
        () => [.. texts.Select((text, index) => new MessageText { Index = index, Text = text, Property = "p", Kind = LeafKind.Value })]);

    public static async Task<Verdict> Texts(LassoGuardrail guardrail, params string[] texts) =>
        await guardrail.CheckAsync(Message(Direction.ToServer, texts), CancellationToken.None);

    public static async Task<Verdict> Texts(string address, params string[] texts)
    {
        using var guardrail = Guardrail(address);
        return await Texts(guardrail, texts);
    }

    /// <summary>The texts with the findings masked, as the gateway does it.</summary>
    public static string[] Mask(Verdict verdict, params string[] texts)
    {
        var masked = texts.ToArray();
        foreach (var finding in Findings(verdict).Where(finding => finding.Kind.DefaultAction == FindingAction.Mask).OrderByDescending(finding => finding.Start))
        {
            masked[finding.Text] = string.Concat(masked[finding.Text].AsSpan(0, finding.Start), finding.Kind.Placeholder, masked[finding.Text].AsSpan(finding.Start + finding.Length));
        }

        return masked;
    }

    public static IReadOnlyList<TextFinding> Findings(Verdict verdict) => verdict is Verdict.FoundTexts found ? found.Findings : throw new AssertionException($"it is {verdict.GetType().Name}");

    public static string Reason(Verdict verdict) => verdict is Verdict.Blocked blocked ? blocked.Reason : throw new AssertionException($"it is {verdict.GetType().Name}");

    /// <summary>The sentence of a check that fails, which must not quote anything.</summary>
    public static async Task<string> Failure(LassoGuardrail guardrail, params string[] texts)
    {
        var exception = (await Assert.CatchAsync(() => Texts(guardrail, texts)))!;
        Assert.That(exception.ToString(), Does.Not.Contain(Key));
        foreach (var text in texts) Assert.That(exception.ToString(), Does.Not.Contain(text));
        Assert.That(exception.InnerException, Is.Null);
        return exception.Message;
    }
}
