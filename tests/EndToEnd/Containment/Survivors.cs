using EndToEnd.Running;

namespace EndToEnd.Containment;

/// <summary>The processes of Linux that one workspace's gateways have started, however deep below them and wherever they have gone.</summary>
/// <remarks>Found by the workspace's own HOME, which is all that these tests share with what they test.</remarks>
internal static class Survivors
{
    public static IReadOnlyList<string> Of(Workspace workspace) => Where(workspace, static state => state != 'Z');

    /// <summary>Zombies that a process has not taken away.</summary>
    public static IReadOnlyList<int> ZombiesOf(int parent) =>
        [.. Ids().Where(id => Fields(id) is [['Z'], var above, ..] && above == parent.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>The process of that name that reads from a pipe of another.</summary>
    public static int ReaderOf(int writer, string name) =>
        Ids().Single(id => Read(id, "cmdline").EndsWith(name + "\0", StringComparison.Ordinal) && Link($"/proc/{id}/fd/0") is { } pipe && Directory.GetFiles($"/proc/{writer}/fd").Any(file => Link(file) == pipe));

    private static string? Link(string path)
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

    /// <summary>Any living child of a process; null when it has none.</summary>
    public static int? ChildOf(int parent)
    {
        var child = Ids().FirstOrDefault(id => Fields(id) is [not ['Z'], var above, ..] && above == parent.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return child == 0 ? null : child;
    }

    public static void AwaitNone(Workspace workspace)
    {
        try
        {
            Deadline.Until("nothing is left", () => Of(workspace).Count == 0);
        }
        catch (TimeoutException)
        {
            Assert.Fail("still there: " + string.Join("; ", Of(workspace)));
        }
    }

    private static string[] Where(Workspace workspace, Func<char, bool> hasState) =>
    [
        .. Ids().Where(id => Fields(id) is [[var state], ..] && hasState(state) && Read(id, "environ").Contains($"HOME={workspace.Folder}\0", StringComparison.Ordinal))
            .Select(id => $"{id} {Read(id, "cmdline").Replace('\0', ' ')}"),
    ];

    private static IEnumerable<int> Ids() => Directory.EnumerateDirectories("/proc").Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0).Where(id => id > 0);

    private static string[] Fields(int id)
    {
        var stat = Read(id, "stat");
        return stat.Length == 0 ? [] : stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
