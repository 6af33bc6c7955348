using System.Globalization;

namespace Benchmarks.Children;

/// <summary>Makes children of the echo program.</summary>
/// <param name="command">The program.</param>
/// <param name="arguments">Its arguments before those of a child.</param>
/// <param name="isNative">Whether it is the C program: the .NET one starts too slowly for start-up times to compare.</param>
internal sealed class EchoChild(string command, IReadOnlyList<string> arguments, bool isNative)
{
    public const string Tool = "echo";

    public bool IsNative => isNative;

    public Child Create(string name, TimeSpan delay = default, int tools = 1) => new(name, command,
    [
        .. arguments,
        "--delay", delay.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture),
        "--tools", tools.ToString(CultureInfo.InvariantCulture),
    ]);
}
