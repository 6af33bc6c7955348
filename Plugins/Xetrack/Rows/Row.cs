namespace Gateway.Plugins.Xetrack.Rows;

/// <summary>One event of xetrack: columns in the order in which they are made, without <c>track_id</c> and <c>timestamp</c>.</summary>
internal sealed class Row
{
    private readonly List<KeyValuePair<string, object?>> _values = new(40);

    /// <summary>When it happened, local time, as xetrack has it.</summary>
    public required DateTime Time { get; init; }

    /// <summary>Values are string, long, double, bool or null.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Values => _values;

    public void Add(string column, object? value) => _values.Add(new(column, value));

    /// <summary>Gives a column that may be there already its value.</summary>
    public void Set(string column, object? value)
    {
        var at = IndexOf(column);
        if (at < 0) Add(column, value);
        else _values[at] = new(_values[at].Key, value);
    }

    public bool Has(string column) => IndexOf(column) >= 0;

    public void AddAll(IEnumerable<KeyValuePair<string, object?>> values) => _values.AddRange(values);

    private int IndexOf(string column)
    {
        for (var i = 0; i < _values.Count; i++)
        {
            if (_values[i].Key.Equals(column, StringComparison.OrdinalIgnoreCase)) return i;
        }

        return -1;
    }
}
