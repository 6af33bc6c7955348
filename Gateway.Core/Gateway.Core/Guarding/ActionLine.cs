using System.Globalization;
using System.Text;
using Gateway.Core.Protocol;

namespace Gateway.Core.Guarding;

/// <summary>The log line of a message with findings: <c>masked 2 github_pat in the result of files/read_file (content)</c>.</summary>
internal static class ActionLine
{
    /// <param name="passage">The message.</param>
    /// <param name="actions">What was done about its findings.</param>
    /// <param name="isNamed">Whether the tool may be named.</param>
    public static string Of(Passage passage, ActionCounts actions, bool isNamed)
    {
        var line = new StringBuilder();
        foreach (var action in actions.Counts.GroupBy(count => count.Key.Action).OrderBy(group => group.Key))
        {
            if (line.Length > 0) line.Append("; ");
            line.Append(action.Key.ToString().ToLowerInvariant());
            var separator = " ";
            foreach (var kind in action.GroupBy(count => count.Key.Kind).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                line.Append(CultureInfo.InvariantCulture, $"{separator}{kind.Sum(count => count.Value)} {kind.Key}");
                separator = ", ";
            }
        }

        var places = actions.Counts.Keys.Select(key => key.Place).Distinct().Order().ToArray();
        var message = MessageName.Of(passage, isNamed);
        line.Append(" in ").Append(message).Append(" (").AppendJoin(", ", places.Select(place => place.Word())).Append(')');
        return Printable.Line(line.ToString(), 600);
    }
}
