namespace Gateway.Detection;

/// <summary>A list of what was found, made once a thread and used again: finding nothing costs no allocation.</summary>
public sealed class Detections
{
    private DetectedSpan[] _found = new DetectedSpan[16];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>In the order in which they were added; gone with the next <see cref="Clear"/>.</summary>
    public ReadOnlySpan<DetectedSpan> Found => _found.AsSpan(0, Count);

    /// <summary>Adds one.</summary>
    public void Add(in DetectedSpan detection)
    {
        if (Count == _found.Length) Array.Resize(ref _found, Count * 2);
        _found[Count++] = detection;
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => Count = 0;

    internal ReadOnlySpan<DetectedSpan> Since(int index) => _found.AsSpan(index, Count - index);
}
