using System.Diagnostics;

namespace Gateway.Host.Printing;

/// <summary>How far a long command is, on stderr; nothing when that is no terminal.</summary>
internal sealed class ProgressBar(long whole) : IDisposable
{
    private const int Width = 40;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly bool _isOn = !Console.IsErrorRedirected && whole > 0;
    private long _shownAt;
    private bool _isShown;

    public void Show(long done)
    {
        if (!_isOn || (_isShown && Stopwatch.GetElapsedTime(_shownAt) < Pace)) return;
        (_shownAt, _isShown) = (Stopwatch.GetTimestamp(), true);
        var full = (int)Math.Clamp(Width * done / whole, 0, Width);
        Console.Error.Write($"\r[{new string('#', full)}{new string('.', Width - full)}] {Math.Min(100, 100 * done / whole),3} %");
    }

    /// <summary>Takes it away, so that the result stands alone.</summary>
    public void Dispose()
    {
        if (_isShown) Console.Error.Write($"\r{new string(' ', Width + 8)}\r");
    }
}
