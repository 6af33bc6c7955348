using System.Buffers;

namespace Gateway.Core.Guarding;

/// <summary>The placeholders that one client session was shown: writing them back would overwrite the real values.</summary>
internal sealed class ShownPlaceholders
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _shown = new(StringComparer.Ordinal);

    /// <summary>Null while nothing was masked in this session.</summary>
    public SearchValues<string>? Values { get; private set; }

    public void Add(string placeholder)
    {
        lock (_lock)
        {
            if (!_shown.Add(placeholder)) return;
            Values = SearchValues.Create([.. _shown], StringComparison.Ordinal);
        }
    }
}
