namespace EndToEnd.Child;

/// <summary>What the server was sent, also in a file for the test to read. Long lines are cut.</summary>
internal sealed class Inbox(string path)
{
    private const int Kept = 4096;

    private readonly List<string> _lines = [];

    public void Add(string line)
    {
        if (line.Length > Kept) line = line[..Kept];
        lock (_lines)
        {
            _lines.Add(line);
            Append(line);
            Monitor.PulseAll(_lines);
        }
    }

    /// <summary>Waits for a message that contains the text.</summary>
    public string Await(string text)
    {
        lock (_lines)
        {
            while (true)
            {
                if (_lines.Find(line => line.Contains(text, StringComparison.Ordinal)) is { } found) return found;
                Monitor.Wait(_lines);
            }
        }
    }

    // The file is shared by the processes of all sessions, and is one writer's at a time.
    private void Append(string line)
    {
        while (true)
        {
            try
            {
                File.AppendAllText(path, line + "\n");
                return;
            }
            catch (IOException)
            {
                Thread.Yield();
            }
        }
    }
}
