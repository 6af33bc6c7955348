using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Core.Guarding;
using Gateway.Host.Printing;

namespace Gateway.Host.Commands.Guardrails;

/// <summary>Prints what happened to a text. A found value is never shown whole, also not where it passes.</summary>
internal sealed class TestReport(TestMessage message, Passage passage)
{
    private const int MostShown = 4;

    private readonly IReadOnlyList<ObservedFinding> _findings = passage.Observer!.Findings; // set by the message

    private string Outcome => passage.Refusal is not null ? "blocked" : message.TextOf(passage) == message.Text ? "passed" : "masked";

    public void PrintTable(TextWriter output)
    {
        if (passage.Refusal is { } refusal) output.WriteLine($"The message is blocked: {refusal.Reason}");
        else if (_findings.Count == 0) output.WriteLine("Nothing was found; the text passes as it is.");
        else output.WriteLine(CallPrinter.Text(ShownText()));
        if (_findings.Count == 0) return;
        output.WriteLine();
        var table = new Table("GUARDRAIL", "KIND", "IN", "SPAN", "CONFIDENCE", "ACTION", "FOUND", "REASON");
        foreach (var finding in _findings)
        {
            table.Add(
                finding.Policy.Guardrail,
                finding.Policy.Kind.Name,
                finding.Leaf.ToString().ToLowerInvariant(),
                string.Create(CultureInfo.InvariantCulture, $"{finding.Start}–{finding.Start + finding.Found.Length}"),
                finding.Confidence.ToString("0.##", CultureInfo.InvariantCulture),
                Word(finding.Action),
                Short(finding.Found),
                Hide(finding.Reason ?? ""));
        }

        table.Print(output);
    }

    public void PrintJson(TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("outcome", Outcome);
            if (passage.Refusal is { } refusal) writer.WriteString("blocked", refusal.Reason);
            else writer.WriteString("text", ShownText());
            writer.WriteStartArray("findings");
            foreach (var finding in _findings) Write(writer, finding);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private void Write(Utf8JsonWriter writer, ObservedFinding finding)
    {
        writer.WriteStartObject();
        writer.WriteString("guardrail", finding.Policy.Guardrail);
        writer.WriteString("kind", finding.Policy.Kind.Name);
        writer.WriteString("in", finding.Leaf.ToString().ToLowerInvariant());
        writer.WriteNumber("start", finding.Start);
        writer.WriteNumber("end", finding.Start + finding.Found.Length);
        writer.WriteNumber("confidence", finding.Confidence);
        writer.WriteString("action", Word(finding.Action));
        writer.WriteString("found", Short(finding.Found));
        if (finding.Reason is { } reason) writer.WriteString("reason", Hide(reason));
        writer.WriteEndObject();
    }

    private string ShownText() => Hide(message.TextOf(passage));

    // What is only reported, or allowed, still stands in the text.
    private string Hide(string text)
    {
        foreach (var finding in _findings.OrderByDescending(finding => finding.Found.Length)) text = text.Replace(finding.Found, Short(finding.Found), StringComparison.Ordinal);
        return text;
    }

    private static string Short(string found)
    {
        var shown = Math.Min(MostShown, found.Length / 3);
        if (shown > 0 && char.IsHighSurrogate(found[shown - 1])) shown--;
        return found[..shown] + "…";
    }

    private static string Word(TakenAction action) => action switch
    {
        TakenAction.Masked => "mask",
        TakenAction.Blocked => "block",
        TakenAction.Reported => "report",
        _ => "allowed",
    };
}
