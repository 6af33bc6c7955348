using System.CommandLine;
using Gateway.Core.Guarding;
using Gateway.Core.Scoring;
using Gateway.Host.Logging;
using Gateway.Host.Printing;

namespace Gateway.Host.Commands.Guardrails;

/// <summary><c>guardrails eval</c>: scores guardrails on labelled text.</summary>
internal static class EvalCommand
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    private const string ByType = "type";

    public static Command Create(GatewayArguments gateway)
    {
        var files = new Argument<string[]>("FILE.jsonl|FOLDER") { Description = "Labelled text, one JSON record a line", Arity = ArgumentArity.OneOrMore };
        var by = new Option<string?>("--by") { Description = "Also a line for each type, or for each value of a member of the records", HelpName = "type|variant|source|group|category|kind" };
        by.AcceptOnlyFromAmong(ByType, "variant", "source", "group", "category", "kind");
        var types = new Option<string?>("--types") { Description = "Score only gold spans of these types", HelpName = "NAMES" };
        var bounds = new Option<string?>("--fail-under") { Description = "Exit with 1 when the total misses one of: recall, full, precision (at least), fpmb, hard (at most)", HelpName = "recall=.97,fpmb=1" };
        var predictions = new Option<string?>("--predictions") { Description = "Write what was found, one JSON record a line", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs" };
        var eval = new Command("eval", "Score the guardrails on labelled text (basic, when none is named)");
        eval.Arguments.Add(files);
        Option[] options = [by, types, bounds, predictions, json];
        foreach (var option in options) eval.Options.Add(option);
        gateway.AddGuardrailsTo(eval);
        eval.SetAction(result => GatewayCommand.Run(() => Run(gateway.ReadGuardrails(result), new()
        {
            Files = result.GetValue(files) ?? [],
            By = result.GetValue(by),
            Types = result.GetValue(types)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            FailUnder = result.GetValue(bounds),
            Predictions = result.GetValue(predictions),
            IsJson = result.GetValue(json),
        })));
        return eval;
    }

    private static int Run(PluginArguments arguments, EvalOptions options)
    {
        var bounds = ReadBounds(options.FailUnder);
        var files = new LabelledFiles(LabelledFiles.Find(options.Files), options.By ?? ByType);
        using var log = CommandLog.Open(null, quiet: true);
        using var guardrails = LoadedGuardrails.Load(arguments, log);
        var find = new FindRun(TextGuardrails(guardrails), WarmUp);
        var scorecard = new Scorecard(options.By is null or ByType, options.Types?.ToHashSet(StringComparer.Ordinal));
        using (var predictions = options.Predictions is { } path ? new PredictionFile(path) : null)
        {
            Score(files, find, scorecard, predictions);
        }

        if (files.LeftOut > 0) Console.Error.WriteLine($"mcp-gateway: {files.LeftOut} record(s) have a label for their whole text and no spans; they are left out");
        var report = new EvalReport(scorecard, find, options.By, [.. guardrails.Plugins.Select(plugin => plugin.Description.Name)]);
        if (options.IsJson) report.PrintJson(Console.Out);
        else report.PrintTable(Console.Out);
        string[] missed = [.. bounds?.MissedBy(scorecard.Total) ?? []];
        foreach (var sentence in missed) Console.Error.WriteLine($"mcp-gateway: {sentence}");
        return missed.Length == 0 ? ExitCodes.Ok : ExitCodes.BoundMissed;
    }

    private static void Score(LabelledFiles files, FindRun find, Scorecard scorecard, PredictionFile? predictions)
    {
        using var bar = new ProgressBar(files.Length);
        foreach (var batch in files.Read())
        {
            find.Find(batch);
            scorecard.Add(batch);
            predictions?.Write(batch);
            bar.Show(files.Position);
        }

        scorecard.Finish();
        find.Finish();
    }

    private static List<(string Name, TextGuardrail Guardrail)> TextGuardrails(LoadedGuardrails guardrails)
    {
        var found = new List<(string, TextGuardrail)>();
        foreach (var plugin in guardrails.Plugins)
        {
            if (plugin.Instance is TextGuardrail text) found.Add((plugin.Description.Name, text));
            if (GuardrailSlot.OverridesCheck((IGuardrail)plugin.Instance)) Console.Error.WriteLine($"mcp-gateway: {plugin.Description.Name} looks at whole messages; what it finds there is not scored");
        }

        return found.Count > 0 ? found : throw new UsageException("none of the guardrails looks at single texts, so there is nothing to score");
    }

    private static Bounds? ReadBounds(string? text)
    {
        try
        {
            return text is null ? null : Bounds.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new UsageException($"--fail-under: {exception.Message}");
        }
    }
}
