namespace Benchmarks;

internal sealed record Options
{
    public const string Usage = """
        Usage: dotnet run -c Release --project tests/Benchmarks -- [options]

          --quick           fewer rounds, under a minute
          --only PARTS      measure some things only: start, inside, local, remote, lifecycle, front; separated by commas
          --out FILE        also write the report to this file
          --gateway PATH    measure this mcp-gateway instead of publishing one
        """;

    public bool Quick { get; init; }
    public Part Parts { get; init; } = Part.All;
    public string? Out { get; init; }
    public string? Gateway { get; init; }

    public static bool TryParse(ReadOnlySpan<string> arguments, out Options options)
    {
        options = new Options();
        while (arguments is [var option, .. var rest])
        {
            switch (option)
            {
                case "--quick":
                    options = options with { Quick = true };
                    arguments = rest;
                    break;
                case "--only" when rest is [var names, ..] && Enum.TryParse<Part>(names, ignoreCase: true, out var parts) && parts != Part.None:
                    options = options with { Parts = parts };
                    arguments = rest[1..];
                    break;
                case "--out" when rest is [var file, ..]:
                    options = options with { Out = Path.GetFullPath(file) };
                    arguments = rest[1..];
                    break;
                case "--gateway" when rest is [var path, ..]:
                    options = options with { Gateway = Path.GetFullPath(path) };
                    arguments = rest[1..];
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
