using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace EndToEnd.Child;

/// <summary>A list of steps, one a line: a word and what it is for.</summary>
internal sealed class Script(string folder, string name, string[] steps, Call call, Inbox inbox, Outlet outlet)
{
    private static readonly ConcurrentDictionary<string, int> Counts = new();

    private readonly int _count = Counts.AddOrUpdate(name, 1, static (_, count) => count + 1);
    private string _awaited = "";

    public void Play()
    {
        foreach (var step in steps) Play(step);
    }

    private void Play(string step)
    {
        var (word, text) = Cut(step);
        Play(word, text);
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
            case "first": First(text); break;
            case "unless": Unless(text); break;
            case "every": Every(text); break;
            case "drip": Drip(Fill(text, 0)); break;
            case "forever": Forever(text, outlet.Send); break;
            case "forever-stderr": Forever(text, Console.Error.WriteLine); break;
            case "forever-unended": Forever(text, line => outlet.Send(Encoding.UTF8.GetBytes(line))); break;
            case "close-stdin": Descriptors.Close(0); break;
            case "close-stdout": outlet.Close(); break;
            case "grandchild": Fork(text); break;
            default: throw new InvalidDataException($"'{word}' is no step of a script");
        }
    }

    private void Repeat(string text)
    {
        var (count, line) = Cut(text);
        for (var n = 1; n <= Number(count); n++) outlet.Send(Fill(line, n));
    }

    // FILE STEP: once, also over restarts.
    private void First(string text)
    {
        var (file, step) = Cut(text);
        try
        {
            using var mark = new FileStream(Path.Combine(folder, file), FileMode.CreateNew);
        }
        catch (IOException)
        {
            return;
        }

        Play(step);
    }

    // FILE STEP: as long as there is no such file.
    private void Unless(string text)
    {
        var (file, step) = Cut(text);
        if (!File.Exists(Path.Combine(folder, file))) Play(step);
    }

    // N STEP: each n-th time that this process plays the script.
    private void Every(string text)
    {
        var (n, step) = Cut(text);
        if (_count % Number(n) == 0) Play(step);
    }

    private void Drip(string line)
    {
        foreach (var one in Encoding.UTF8.GetBytes(line + "\n")) outlet.Send([one]);
    }

    // MILLISECONDS TEXT: again and again, with a pause.
    private void Forever(string text, Action<string> write)
    {
        var (pause, line) = Cut(text);
        for (var n = 1; ; n++)
        {
            write(Fill(line, n));
            if (Number(pause) is > 0 and var milliseconds) Thread.Sleep(milliseconds);
        }
    }

    // FILE: a program that outlives this one unless somebody ends it; its id goes into the file.
    private void Fork(string file)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "trap '' TERM HUP; while :; do sleep 1; done"]))!; // never null without the shell
        File.WriteAllText(Path.Combine(folder, file), process.Id.ToString(CultureInfo.InvariantCulture));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static (string First, string Second) Cut(string text)
    {
        var space = text.IndexOf(' ');
        return space < 0 ? (text, "") : (text[..space], text[(space + 1)..]);
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
