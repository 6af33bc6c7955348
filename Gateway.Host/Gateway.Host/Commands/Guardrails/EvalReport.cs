using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Core.Scoring;
using Gateway.Host.Printing;

namespace Gateway.Host.Commands.Guardrails;

/// <summary>Prints a scorecard, for people or for programs.</summary>
internal sealed class EvalReport(Scorecard scorecard, FindRun find, string? by, IReadOnlyList<string> guardrails)
{
    public void PrintTable(TextWriter output)
    {
        var table = new Table(by?.ToUpperInvariant() ?? "", "GOLD", "FOUND", "RECALL", "FULL", "TRUE", "FALSE", "PRECISION", "FP/MB", "HARD NEGATIVES");
        if (by is not null)
        {
            foreach (var (name, score) in scorecard.Lines) Add(table, name, score);
        }

        Add(table, "total", scorecard.Total);
        table.Print(output);
        var speed = find.MegabytesPerSecond is { } value ? value.ToString("0", CultureInfo.InvariantCulture) + " MB/s" : "no text";
        output.WriteLine($"{string.Join(", ", guardrails)}: {speed} (Find only, one thread)");
    }

    public void PrintJson(TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new() { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("guardrails");
            foreach (var guardrail in guardrails) writer.WriteStringValue(guardrail);
            writer.WriteEndArray();
            Write(writer, "megabytesPerSecond", find.MegabytesPerSecond, 1);
            writer.WriteStartObject("total");
            Write(writer, scorecard.Total);
            writer.WriteEndObject();
            if (by is not null) WriteLines(writer);
            writer.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static void Add(Table table, string name, Score score) => table.Add(
        name,
        Number(score.Gold),
        Number(score.Found),
        Percent(score.Recall),
        Percent(score.FullRate),
        Number(score.TruePositives),
        Number(score.FalsePositives),
        Percent(score.Precision),
        score.FalsePositivesPerMegabyte is { } rate ? rate.ToString("0.00", CultureInfo.InvariantCulture) : "–",
        score.HardNegatives == 0 ? "–" : $"{Number(score.HardFlagged)} of {Number(score.HardNegatives)} flagged");

    private void WriteLines(Utf8JsonWriter writer)
    {
        writer.WriteString("by", by);
        writer.WriteStartArray("lines");
        foreach (var (name, score) in scorecard.Lines)
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            Write(writer, score);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, Score score)
    {
        writer.WriteNumber("gold", score.Gold);
        writer.WriteNumber("found", score.Found);
        writer.WriteNumber("full", score.Full);
        writer.WriteNumber("truePositives", score.TruePositives);
        writer.WriteNumber("falsePositives", score.FalsePositives);
        Write(writer, "recall", score.Recall);
        Write(writer, "fullRate", score.FullRate);
        Write(writer, "precision", score.Precision);
        writer.WriteNumber("cleanBytes", score.CleanBytes);
        writer.WriteNumber("cleanFalsePositives", score.CleanFalsePositives);
        Write(writer, "falsePositivesPerMegabyte", score.FalsePositivesPerMegabyte);
        writer.WriteNumber("hardNegatives", score.HardNegatives);
        writer.WriteNumber("hardFlagged", score.HardFlagged);
    }

    private static void Write(Utf8JsonWriter writer, string name, double? value, int digits = 4)
    {
        if (value is { } number) writer.WriteNumber(name, Math.Round(number, digits));
        else writer.WriteNull(name);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double? rate) => rate is { } value ? (value * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "–";
}
