using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Benchmarks.Children;

/// <summary>What EchoServer.c does, for machines without a C compiler: slower to start, hence never compared by start-up.</summary>
internal static class EchoServer
{
    public static int Run(string[] arguments)
    {
        var settings = arguments.Chunk(2).ToDictionary(pair => pair[0], pair => pair[^1]);
        var delay = int.Parse(settings.GetValueOrDefault("--delay", "0"), CultureInfo.InvariantCulture);
        var tools = int.Parse(settings.GetValueOrDefault("--tools", "1"), CultureInfo.InvariantCulture);

        var answers = new EchoAnswers([.. Enumerable.Range(1, tools).Select(number => number == 1 ? EchoChild.Tool : $"{EchoChild.Tool}_{number}")]);
        using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
        using var output = Console.OpenStandardOutput();
        while (input.ReadLine() is { } line)
        {
            using var request = JsonDocument.Parse(line);
            if (!request.RootElement.TryGetProperty("id", out var id) || !request.RootElement.TryGetProperty("method", out var method))
            {
                continue;
            }

            if (method.GetString() == "initialize") Thread.Sleep(delay);
            output.Write(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":{{id.GetRawText()}}"""));
            output.Write(answers.To(method.GetString(), request.RootElement));
            output.Write("\n"u8);
            output.Flush();
        }

        return 0;
    }
}
