using EndToEnd.Running;

namespace EndToEnd.Guarding;

/// <summary>A mask is the same on every run, and is no finding itself.</summary>
public class StabilityTests
{
    private static readonly string Result =
        """{"content":[{"type":"text","text":"HF_TOKEN=\"HUGGING\"\npassword: GITHUB\nAWS AMAZON,AMAZON Authorization: Bearer GITHUB"}],"structuredContent":{"password":"HUGGING","AMAZON":["GITHUB"]}}"""
            .Replace("HUGGING", Secrets.HuggingFace, StringComparison.Ordinal).Replace("GITHUB", Secrets.GitHub, StringComparison.Ordinal).Replace("AMAZON", Secrets.Aws, StringComparison.Ordinal);

    private static string Masked(string result)
    {
        using var workspace = new Workspace();
        workspace.AddScripted().Answer("same", result);
        var gateway = workspace.OpenGuarded();
        gateway.WriteCall("1", "child_same");
        return gateway.ReadAnswer("1");
    }

    [Test]
    public void The_bytes_are_the_same_on_every_run()
    {
        var first = Masked(Result);
        var second = Masked(Result);
        Assert.That(second, Is.EqualTo(first).And.Not.Contain(Secrets.GitHub));
    }

    [Test]
    public void A_masked_message_is_not_masked_again()
    {
        const string Note = "\"_meta\":{\"mcp-gateway/guardrails\":";
        var masked = Masked(Result);
        var start = masked.IndexOf(Note, StringComparison.Ordinal);
        var end = masked.IndexOf("}},", start, StringComparison.Ordinal) + 3;
        var withoutNote = masked.Remove(start, end - start);
        Assert.That(withoutNote, Does.Contain(Secrets.GitHubMask).And.Not.Contain(Secrets.GitHub));
        Assert.That(Masked(RawClient.Parse(withoutNote).GetProperty("result").GetRawText()), Is.EqualTo(withoutNote));
    }
}
