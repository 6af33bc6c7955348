using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Core.Allowing;
using Gateway.Core.Protocol;
using Gateway.Host.Logging;
using Gateway.Host.Printing;
using Gateway.Host.Startup;

namespace Gateway.Host.Commands.Guardrails;

/// <summary><c>guardrails allow</c>: remembers a value that was masked wrongly, by a keyed hash and never in clear.</summary>
internal static class AllowCommand
{
    // All values of fewer characters can be tried against a hash by whoever gets hold of the key.
    private const int ShortestValue = 6;

    public static Command Create(GatewayArguments gateway)
    {
        var value = new Argument<string?>("VALUE") { Description = "The value, or - (recommended) to read it from stdin: a shell keeps what is typed in its history", Arity = ArgumentArity.ZeroOrOne };
        var kind = new Option<string?>("--kind") { Description = "Let it pass only as this kind of finding", HelpName = "KIND" };
        var note = new Option<string?>("--note") { Description = "A word of your own for the list; not the value", HelpName = "TEXT" };
        var list = new Option<bool>("--list") { Description = "List what is allowed" };
        var remove = new Option<string?>("--remove") { Description = "Allow it no longer; the list tells the ID", HelpName = "ID" };
        var json = new Option<bool>("--json") { Description = "Print the list as JSON for programs" };
        var allow = new Command("allow", "Let a wrongly masked value pass: exactly what the placeholder stood for, of 6 characters or more. It is kept as a keyed hash, never in clear");
        allow.Arguments.Add(value);
        Option[] options = [kind, note, list, remove, json];
        foreach (var option in options) allow.Options.Add(option);
        gateway.AddGuardrailsTo(allow);
        allow.SetAction(result => GatewayCommand.Run(() =>
        {
            var (typed, id, isList) = (result.GetValue(value), result.GetValue(remove), result.GetValue(list));
            if ((typed is null ? 0 : 1) + (id is null ? 0 : 1) + (isList ? 1 : 0) != 1) throw new UsageException("give one of: a value (or - for stdin), --list, --remove ID");
            var file = new AllowFile(GatewayHome.Path, TimeProvider.System);
            if (isList) return List(file, result.GetValue(json));
            if (id is not null) return Remove(file, id);
            return Add(file, typed!, result.GetValue(kind), result.GetValue(note) ?? "", gateway.ReadGuardrails(result)); // typed: one of three is given
        }));
        return allow;
    }

    private static int Add(AllowFile file, string typed, string? kind, string note, PluginArguments arguments)
    {
        var value = TypedText.Read(typed).Trim();
        if (value.Length < ShortestValue) throw new UsageException($"the value has fewer than {ShortestValue} characters; its hash could be guessed, and so short a text would be let pass too often");
        if (IsPlaceholder(value)) throw new UsageException("that is a placeholder; give the value that it stands for, as the server has it");
        if (note.Contains(value, StringComparison.OrdinalIgnoreCase)) throw new UsageException("the note holds the value, and notes are kept in clear; use other words");
        if (kind is not null) Check(kind, arguments);
        if (typed != TypedText.Stdin) Console.Error.WriteLine("mcp-gateway: your shell may keep the value in its history; give - and the value on stdin to avoid that");
        var added = file.Add(value, kind, note);
        Console.Out.WriteLine($"Allowed as {added.Id}{(kind is null ? "" : $", when found as {kind}")}. Gateways that run already learn of it at their next start.");
        return ExitCodes.Ok;
    }

    // A typo would be a rule that never works.
    private static void Check(string kind, PluginArguments arguments)
    {
        using var log = CommandLog.Open(null, quiet: true);
        using var guardrails = LoadedGuardrails.Load(arguments, log);
        string[] known = [.. guardrails.Plugins.SelectMany(plugin => ((IGuardrail)plugin.Instance).Kinds).Select(known => known.Name)];
        if (known.Contains(kind, StringComparer.OrdinalIgnoreCase)) return;
        var names = string.Join(", ", guardrails.Plugins.Select(plugin => plugin.Description.Name));
        throw new UsageException($"{names} has no kind '{kind}'{NearestName.Suggest(kind, known)}; name the guardrail that has it with --enable-guardrails");
    }

    private static int Remove(AllowFile file, string id)
    {
        if (!file.Remove(id)) throw new UsageException($"no allowed value has the ID '{id}'; --list tells those that exist");
        Console.Out.WriteLine($"{Printable.Line(id)} is allowed no longer. Gateways that run already learn of it at their next start.");
        return ExitCodes.Ok;
    }

    private static int List(AllowFile file, bool isJson)
    {
        var values = file.List();
        if (isJson)
        {
            using var output = new MemoryStream();
            using var writer = new Utf8JsonWriter(output, new() { Indented = true });
            writer.WriteStartArray();
            foreach (var value in values)
            {
                writer.WriteStartObject();
                writer.WriteString("id", value.Id);
                writer.WriteString("kind", value.Kind);
                writer.WriteString("added", value.Added);
                writer.WriteString("note", value.Note);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.Flush();
            Console.Out.WriteLine(Encoding.UTF8.GetString(output.ToArray()));
            return ExitCodes.Ok;
        }

        var table = new Table("ID", "KIND", "ADDED", "NOTE");
        foreach (var value in values) table.Add(value.Id, value.Kind ?? "any", value.Added.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), value.Note);
        table.Print(Console.Out);
        return ExitCodes.Ok;
    }

    private static bool IsPlaceholder(string value) => value is ['<', .., '>'] && value[1..^1].All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character == '_');
}
