using System.Diagnostics;

namespace Packaging.Tests.Running;

/// <summary>What a command printed, and how it ended.</summary>
internal sealed record Ran(string Command, int ExitCode, string Output, string Error)
{
    // Building for five platforms on a busy machine takes its time; nothing waits this long when all is well.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(9);

    public static Ran Of(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (environment is not null)
        {
            start.Environment.Clear();
            foreach (var (name, value) in environment) start.Environment[name] = value;
        }

        using var process = Process.Start(start)!; // never null without the shell
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var command = $"{Path.GetFileName(program)} {string.Join(' ', start.ArgumentList)}";
        if (!Task.WaitAll([output, error, process.WaitForExitAsync()], Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{command}' did not end");
        }

        return new(command, process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Fails the test with what was printed when it did not succeed.</summary>
    public Ran Succeeded()
    {
        Assert.That(ExitCode, Is.Zero, $"{Command}\n{Output}\n{Error}");
        return this;
    }
}
