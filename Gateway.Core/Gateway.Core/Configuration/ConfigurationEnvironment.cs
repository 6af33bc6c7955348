using System.Collections;

namespace Gateway.Core.Configuration;

/// <summary>What a configuration can refer to outside its files; handed in, so that a test needs no process of its own.</summary>
internal sealed record ConfigurationEnvironment
{
    /// <summary>How the platform compares names of environment variables.</summary>
    public static StringComparer VariableNames { get; } =
        OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>This process's own, read anew at each call.</summary>
    public static ConfigurationEnvironment Current => new()
    {
        Variables = ReadVariables(),
        HomeFolder = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        WorkingFolder = Environment.CurrentDirectory,
    };

    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>What <c>~</c> and <c>${userHome}</c> stand for.</summary>
    public required string HomeFolder { get; init; }

    /// <summary>The gateway's current folder: what relative paths start from, and <c>${workspaceFolder}</c>.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>Replaces a leading <c>~</c> by the home folder: JSON has no shell that would do it.</summary>
    public string ExpandHome(string path)
    {
        if (path is "~") return HomeFolder;
        var isBelowHome = path.StartsWith("~/", StringComparison.Ordinal)
            || (OperatingSystem.IsWindows() && path.StartsWith("~\\", StringComparison.Ordinal));
        return isBelowHome ? HomeFolder + path[1..] : path;
    }

    private static Dictionary<string, string> ReadVariables()
    {
        var variables = new Dictionary<string, string>(VariableNames);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            if (entry is { Key: string name, Value: string value }) variables[name] = value;
        }

        return variables;
    }
}
