using System.Text;
using System.Text.Json;
using Gateway.Core.Guarding;

namespace Gateway.Core.Tests.Guarding;

/// <summary>What came out of the guardrails, for assertions. Reading it proves that it is still JSON on one line.</summary>
internal static class PassageReading
{
    /// <summary>The payload's bytes as text.</summary>
    public static string Json(this Passage passage)
    {
        Assert.That(passage.Refusal, Is.Null);
        var bytes = passage.Frame.Bytes.ToArray();
        using var document = JsonDocument.Parse(bytes, new() { MaxDepth = 2000, AllowDuplicateProperties = true });
        Assert.That(bytes, Has.None.EqualTo((byte)'\n'), "a line break would end the message");
        return Encoding.UTF8.GetString(passage.Frame.Raw(passage.Payload));
    }

    public static int Count(this Passage passage, FindingKind kind) => passage.Findings?.ByKind.GetValueOrDefault(kind.Name) ?? 0;
}
