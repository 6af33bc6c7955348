using System.Globalization;
using System.Text;
using Gateway.Core.Protocol;

namespace Gateway.Core.Guarding;

/// <summary>How often each kind was found in a message or a call.</summary>
internal sealed class FindingCounts
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public bool IsEmpty => _counts.Count == 0;

    public IReadOnlyDictionary<string, int> ByKind => _counts;

    public void Add(string kind, int count = 1) => _counts[kind] = _counts.GetValueOrDefault(kind) + count;

    public void Add(FindingCounts other)
    {
        foreach (var (kind, count) in other._counts) Add(kind, count);
    }

    /// <summary>As a JSON object: <c>{"github_pat":2}</c>.</summary>
    public byte[] ToJson()
    {
        var json = new List<byte> { (byte)'{' };
        foreach (var (kind, count) in _counts)
        {
            if (json.Count > 1) json.Add((byte)',');
            json.AddRange(JsonText.Quote(kind));
            json.AddRange(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $":{count}")));
        }

        json.Add((byte)'}');
        return [.. json];
    }
}
