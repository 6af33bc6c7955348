namespace Gateway.Plugins.Jsonl.Files;

/// <summary>Appends whole lines to a file. Its caller holds the file's lock.</summary>
internal static class LineFile
{
    /// <summary>Appends in one write. A line that a killed gateway left unfinished stays a line of its own.</summary>
    /// <exception cref="IOException">Nothing was written: a part that was is taken back.</exception>
    public static void Append(string path, ReadOnlySpan<byte> lines)
    {
        using var file = new FileStream(path, PrivateFile.Options(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));
        var length = file.Length;
        try
        {
            file.Position = length;
            if (length > 0 && !EndsLine(file)) file.Write("\n"u8);
            file.Write(lines);
        }
        catch (IOException)
        {
            file.SetLength(length); // the disk is full: half a line helps nobody
            throw;
        }
    }

    private static bool EndsLine(FileStream file)
    {
        file.Position--;
        return file.ReadByte() == '\n';
    }
}
