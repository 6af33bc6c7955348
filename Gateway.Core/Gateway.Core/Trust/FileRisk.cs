using Gateway.Core.Home;
using Gateway.Core.Plugins;
using Gateway.Core.Protocol;

namespace Gateway.Core.Trust;

/// <summary>Whether somebody else may have changed a file: who wrote to a repository that was pulled, or another user of the machine.</summary>
internal sealed record FileRisk
{
    private static readonly string[] WorkTreeMarks = [".git", ".hg", ".svn", ".jj"];

    /// <summary>Reads on after "FILE, which".</summary>
    public required string Reason { get; init; }

    /// <summary>Other users may write to it at any time.</summary>
    public bool IsOpenToOthers { get; init; }

    /// <summary>Null when only the user changes it.</summary>
    public static FileRisk? Of(string path)
    {
        FileRisk? tree = null;
        foreach (var step in RealPath.Steps(path))
        {
            if (IsOpen(step)) return new() { Reason = "other users of this machine may change", IsOpenToOthers = true };
            if (tree is null && Array.Exists(WorkTreeMarks, mark => Path.Exists(Path.Combine(step, mark)))) tree = new() { Reason = $"lies in the work tree {Printable.Line(step)}" };
        }

        return tree;
    }

    // Of a folder with the sticky bit, as /tmp, others can neither rename nor delete what is not theirs.
    private static bool IsOpen(string path)
    {
        try
        {
            if (WriteAccess.IsOwnedByAnother(path)) return true;
            return WriteAccess.IsOpenToOthers(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & UnixFileMode.StickyBit) == 0 || !Directory.Exists(path));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false; // it was read a moment ago, or never was there
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
