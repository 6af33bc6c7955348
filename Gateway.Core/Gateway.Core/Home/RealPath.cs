namespace Gateway.Core.Home;

/// <summary>Where a path leads when every link on its way is followed.</summary>
internal static class RealPath
{
    // More than any system follows; a circle of links ends here.
    private const int MostLinks = 64;

    /// <summary>The path without links; what cannot be followed stays as it is.</summary>
    public static string Of(string path) => Walk(path, static _ => { });

    /// <summary>Every path on the way whose change would lead elsewhere, or is the end: the path itself, what its links name, and the folders above each.</summary>
    public static IReadOnlyCollection<string> Steps(string path)
    {
        var steps = new HashSet<string>(StringComparer.Ordinal);
        Walk(path, step => steps.Add(step));
        return steps;
    }

    private static string Walk(string path, Action<string> onStep)
    {
        var full = Path.GetFullPath(path);
        var root = Path.GetPathRoot(full) ?? "";
        var (at, rest) = (root, new Stack<string>(full[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse()));
        onStep(root);
        for (var links = 0; rest.TryPop(out var name);)
        {
            if (name is ".") continue;
            if (name is "..")
            {
                at = Path.GetDirectoryName(at) ?? root;
                continue;
            }

            var next = Path.Combine(at, name);
            onStep(next);
            if (TargetOf(next) is not { } target || ++links > MostLinks)
            {
                at = next;
                continue;
            }

            if (Path.IsPathRooted(target)) at = root = Path.GetPathRoot(target)!;
            foreach (var part in target.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse()) rest.Push(part);
        }

        return at;
    }

    private static string? TargetOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
