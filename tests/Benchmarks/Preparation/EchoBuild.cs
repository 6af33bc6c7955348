using System.ComponentModel;
using Benchmarks.Children;

namespace Benchmarks.Preparation;

/// <summary>Compiles the echo server, or falls back to the one in this program.</summary>
internal static class EchoBuild
{
    public static EchoChild Run()
    {
        Directory.CreateDirectory(Repository.Output);
        var text = Path.Combine(Repository.Output, "text.txt");
        File.WriteAllText(text, PayloadText.Take(PayloadText.MaxSize));

        var program = Path.Combine(Repository.Output, "echo");
        try
        {
            Tool.Run("gcc", "-O2", "-o", program, Path.Combine(Repository.Root, "tests", "Benchmarks", "Children", "EchoServer.c"));
            return new EchoChild(program, ["--text", text], isNative: true);
        }
        catch (Exception error) when (error is Win32Exception or BenchmarkException)
        {
            Console.Error.WriteLine($"No C compiler, so the child is a .NET program: {error.Message}");
            return new EchoChild(Environment.ProcessPath!, ["echo"], isNative: false); // known: this is a program
        }
    }
}
