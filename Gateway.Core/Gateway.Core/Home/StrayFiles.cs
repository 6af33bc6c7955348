namespace Gateway.Core.Home;

/// <summary>What is left when a gateway is killed while <see cref="PrivateFile"/> writes: the new content that never came into the place of the old one.</summary>
internal static class StrayFiles
{
    // A write takes milliseconds. Whose it was cannot be told: process ids are used again, and containers share homes.
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(1);

    /// <summary>Removes them from these folders, as far as it can be done.</summary>
    public static void Sweep(IEnumerable<string> folders, DateTimeOffset now)
    {
        foreach (var folder in folders.Where(Directory.Exists)) Sweep(folder, now);
    }

    private static void Sweep(string folder, DateTimeOffset now)
    {
        try
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.new"))
            {
                if (IsOurs(file) && File.GetLastWriteTimeUtc(file) < now.UtcDateTime - Age) File.Delete(file);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another gateway has swept it, or may: it is only litter.
        }
    }

    // NAME.PROCESS.new
    private static bool IsOurs(string file) => Path.GetExtension(Path.GetFileNameWithoutExtension(file)) is { Length: > 1 } process && process.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
