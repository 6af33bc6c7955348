using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace EndToEnd.Running;

/// <summary>What a command printed, and how it ended.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public static CommandResult Of(string[] arguments, IReadOnlyDictionary<string, string> environment, string folder, string input = "")
    {
        using var process = Process.Start(GatewayStart.Of(arguments, environment, folder))!; // never null without the shell
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (Task.WaitAll([output, error, process.WaitForExitAsync()], Deadline.Limit)) return new(process.ExitCode, output.Result, error.Result);
        process.Kill(entireProcessTree: true);
        throw new TimeoutException($"mcp-gateway {string.Join(' ', arguments)} did not end");
    }
}
