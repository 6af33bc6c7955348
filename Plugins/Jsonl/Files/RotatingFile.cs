namespace Gateway.Plugins.Jsonl.Files;

/// <summary>A file of lines that is put aside when it is full: <c>calls.jsonl</c> becomes <c>calls.1.jsonl</c>, that <c>calls.2.jsonl</c>, and the oldest goes.</summary>
/// <remarks>Several gateways may write to it: each takes the lock, opens what now has the name, and closes it again.</remarks>
internal sealed class RotatingFile(string path, long maxBytes, int files, TimeProvider time)
{
    /// <param name="lines">Line ends included.</param>
    /// <param name="ends">Where each line ends.</param>
    /// <exception cref="IOException">Lines were lost.</exception>
    public void Append(ReadOnlySpan<byte> lines, IReadOnlyList<int> ends)
    {
        PrivateFile.CreateFolderOf(path);
        using var held = FileLock.Enter(path + ".lock", time);
        var size = File.Exists(path) ? new FileInfo(path).Length : 0;
        var (from, to) = (0, 0);
        foreach (var end in ends)
        {
            if (size + (end - from) > maxBytes && size + (to - from) > 0)
            {
                if (to > from) LineFile.Append(path, lines[from..to]);
                Rotate();
                (from, size) = (to, 0);
            }

            to = end;
        }

        LineFile.Append(path, lines[from..to]);
    }

    private void Rotate()
    {
        for (var number = files - 1; number >= 1; number--)
        {
            var source = number == 1 ? path : Numbered(number - 1);
            if (File.Exists(source)) File.Move(source, Numbered(number), overwrite: true);
        }

        if (files == 1) File.Delete(path);
    }

    private string Numbered(int number) => Path.Combine(Path.GetDirectoryName(path) ?? "", $"{Path.GetFileNameWithoutExtension(path)}.{number}{Path.GetExtension(path)}");
}
