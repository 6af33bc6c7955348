using System.ComponentModel;
using System.Diagnostics;

namespace Benchmarks.Preparation;

/// <summary>Runs a program to its end.</summary>
internal static class Tool
{
    /// <summary>Its output.</summary>
    /// <exception cref="BenchmarkException">It failed.</exception>
    /// <exception cref="Win32Exception">There is no such program.</exception>
    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        })!; // null only with UseShellExecute
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new BenchmarkException($"{program} {arguments[0]} failed: {FirstLine(output + errors.Result)}");
    }

    private static string FirstLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var line, ..] ? line : "it says nothing";
}
