using Gateway.Core.Protocol;

namespace Gateway.Core.Scoring;

/// <summary>Labelled text from files, in batches that fit into memory.</summary>
/// <param name="paths">The files.</param>
/// <param name="by">The member that the scores are grouped by.</param>
internal sealed class LabelledFiles(IReadOnlyList<string> paths, string by)
{
    private const int BatchCharacters = 1_000_000;

    /// <summary>The bytes of all files.</summary>
    public long Length { get; } = paths.Sum(path => new FileInfo(path).Length);

    /// <summary>The bytes read so far.</summary>
    public long Position { get; private set; }

    /// <summary>Records without spans whose text has a label of its own: they were left out.</summary>
    public int LeftOut { get; private set; }

    /// <summary>The files that are meant: themselves, or the <c>.jsonl</c> files of a folder in the order of their names.</summary>
    /// <exception cref="LabelException">One is not there, or a folder has none.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                var inside = Directory.GetFiles(path, "*.jsonl");
                if (inside.Length == 0) throw new LabelException($"the folder {Printable.Line(path)} has no .jsonl file");
                files.AddRange(inside.Order(StringComparer.Ordinal));
            }
            else if (File.Exists(path)) files.Add(path);
            else throw new LabelException($"{Printable.Line(path)} does not exist; give files of labelled text, or a folder with them");
        }

        return files;
    }

    /// <exception cref="LabelException">A record cannot be used.</exception>
    public IEnumerable<Batch> Read() => paths.SelectMany(Read);

    private IEnumerable<Batch> Read(string path)
    {
        using var lines = Open(path);
        var batch = new Batch { File = path };
        for (var number = 1; lines.TryRead(); number++)
        {
            Position += lines.Taken;
            Add(batch, lines.Line, number);
            if (batch.Length < BatchCharacters) continue;
            yield return batch;
            batch = new Batch { File = path };
        }

        if (batch.Records.Count > 0) yield return batch;
    }

    private void Add(Batch batch, ReadOnlySpan<byte> line, int number)
    {
        if (number == 1 && line.StartsWith("\uFEFF"u8)) line = line[3..];
        if (line.Trim(" \t\r"u8).IsEmpty) return;
        try
        {
            if (!LabelReader.TryRead(line, number, by, batch)) LeftOut++;
        }
        catch (LabelException exception)
        {
            throw new LabelException($"{Printable.Line(batch.File)}:{number}: {exception.Message}");
        }
    }

    private static LineFile Open(string path)
    {
        try
        {
            return new(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LabelException($"{Printable.Line(path)} cannot be read ({exception.GetType().Name})");
        }
    }
}
