using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace EndToEnd.Child;

/// <summary>A list of steps, one a line: a word and what it is for.</summary>
internal sealed class Script(string folder, string[] steps, Call call, Inbox inbox, Outlet outlet)
{
    private string _awaited = "";

    public void Play()
    {
        foreach (var step in steps)
        {
            var space = step.IndexOf(' ');
            Play(space < 0 ? step : step[..space], space < 0 ? "" : step[(space + 1)..]);
        }
    }

    private void Play(string word, string text)
    {
        switch (word)
        {
            case "send": outlet.Send(Fill(text, 0)); break;
            case "send-base64": outlet.Send(Convert.FromBase64String(text)); break;
            case "repeat": Repeat(text); break;
            case "stderr": Console.Error.WriteLine(text); break;
            case "exit": Environment.Exit(int.Parse(text, CultureInfo.InvariantCulture)); break;
            case "hang": Thread.Sleep(Timeout.Infinite); break;
            case "ignore-sigterm": _ = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true); break;
            case "await": _awaited = inbox.Await(text); break;
            case "await-file": AwaitFile(Path.Combine(folder, text)); break;
            case "touch": File.WriteAllText(Path.Combine(folder, text), ""); break;
            default: throw new InvalidDataException($"'{word}' is no step of a script");
        }
    }

    private void Repeat(string text)
    {
        var space = text.IndexOf(' ');
        var count = int.Parse(text[..space], CultureInfo.InvariantCulture);
        for (var n = 1; n <= count; n++) outlet.Send(Fill(text[(space + 1)..], n));
    }

    private string Fill(string text, int n)
    {
        text = text.Replace("{id}", call.Id).Replace("{token}", call.Token).Replace("{n}", n.ToString(CultureInfo.InvariantCulture));
        if (text.Contains("{line}")) text = text.Replace("{line}", Quote(call.Line));
        if (text.Contains("{awaited}")) text = text.Replace("{awaited}", Quote(_awaited));
        if (text.Contains("{environment}")) text = text.Replace("{environment}", Quote(Variables()));
        return text;
    }

    private static string Variables() =>
        string.Join('\n', Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => $"{variable.Key}={variable.Value}"));

    private static string Quote(string text) => JsonSerializer.Serialize(text);

    private static void AwaitFile(string path)
    {
        while (!File.Exists(path)) Thread.Sleep(5);
    }
}
