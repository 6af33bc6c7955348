using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Gateway.Plugins.Xetrack.Rows;

/// <summary>Findings as one JSON column: <c>{"masked":{"github_pat":2},"reported":{"email":1}}</c>.</summary>
internal static class FindingText
{
    public static string? Of(IReadOnlyList<CallFinding> findings)
    {
        if (findings.Count == 0) return null;
        var json = new StringBuilder();
        foreach (var action in findings.GroupBy(finding => finding.Action).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var kinds = action.GroupBy(finding => finding.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal)
                .Select(kind => string.Create(CultureInfo.InvariantCulture, $"\"{JsonEncodedText.Encode(kind.Key)}\":{kind.Sum(finding => finding.Count)}"));
            json.Append(json.Length == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"\"{JsonEncodedText.Encode(action.Key)}\":{{{string.Join(',', kinds)}}}");
        }

        return $"{{{json}}}";
    }
}
