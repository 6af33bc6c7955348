using System.Text;

using Gateway.Core.Protocol;

namespace Gateway.Core.Configuration;

/// <summary>
/// Fills <c>~</c> and <c>${…}</c> in, once: what came out of a variable is never looked at again, so a value cannot name another.
/// </summary>
internal sealed class VariableExpander(ConfigurationEnvironment environment)
{
    /// <summary>Whether the text has a <c>${…}</c> that is none of the fixed words.</summary>
    public static bool NamesVariable(string text)
    {
        for (var open = text.IndexOf("${", StringComparison.Ordinal); open >= 0; open = text.IndexOf("${", open + 2, StringComparison.Ordinal))
        {
            var close = text.IndexOf('}', open);
            if (close > 0 && text[(open + 2)..close] is not ("userHome" or "workspaceFolder" or "workspaceFolderBasename" or "pathSeparator" or "/")) return true;
        }

        return false;
    }

    public Expansion Expand(string text)
    {
        var open = text.IndexOf("${", StringComparison.Ordinal);
        if (open < 0) return new Expansion(environment.ExpandHome(text));

        // "~${X}" is not the home folder: only the file's own "~/" is.
        var result = new StringBuilder(open > 1 ? environment.ExpandHome(text[..open]) : text[..open]);
        string? failure = null;
        string? remark = null;
        var position = open;
        while (open >= 0)
        {
            result.Append(text, position, open - position);
            var close = text.IndexOf('}', open);
            position = close < 0 ? text.Length : close + 1;
            var value = close < 0 ? new Expansion(text[open..]) { Remark = "has a '${' without '}'" } : Resolve(text[open..position]);
            result.Append(value.Text);
            failure ??= value.Failure;
            remark ??= value.Remark;
            open = text.IndexOf("${", position, StringComparison.Ordinal);
        }

        result.Append(text, position, text.Length - position);
        return new Expansion(result.ToString()) { Failure = failure, Remark = remark };
    }

    // A client's fixed words come first: a variable of the same name would be another file's meaning.
    private Expansion Resolve(string placeholder)
    {
        var inside = placeholder[2..^1];
        return inside switch
        {
            "userHome" => new(environment.HomeFolder),
            "workspaceFolder" => new(environment.WorkingFolder),
            "workspaceFolderBasename" => new(Path.GetFileName(Path.TrimEndingDirectorySeparator(environment.WorkingFolder))),
            "pathSeparator" or "/" => new(Path.DirectorySeparatorChar.ToString()),
            _ when inside.StartsWith("input:", StringComparison.Ordinal) => new(placeholder)
            {
                Failure = $"needs the input '{Printable.Line(inside[6..])}', and the gateway cannot ask for inputs; use ${{env:NAME}}",
            },
            _ => ResolveVariable(placeholder, inside),
        };
    }

    private Expansion ResolveVariable(string placeholder, string inside)
    {
        var isMarked = inside.StartsWith("env:", StringComparison.Ordinal);
        var body = isMarked ? inside[4..] : inside;
        var colon = body.IndexOf(":-", StringComparison.Ordinal);
        var name = colon < 0 ? body : body[..colon];
        var fallback = colon < 0 ? null : body[(colon + 2)..];
        if (!(isMarked ? name.Length > 0 && !name.Contains('=') : IsIdentifier(name))) return new(placeholder) { Remark = Unknown(inside) };

        // ":-" as in a shell: an empty variable counts as unset.
        if (environment.Variables.TryGetValue(name, out var value) && (fallback is null || value.Length > 0)) return new(value);
        if (fallback is null)
        {
            return new(placeholder) { Failure = $"needs the environment variable {Printable.Line(name)}, which is not set (a default would be ${{{Printable.Line(name)}:-…}})" };
        }

        return new(fallback) { Remark = fallback.Contains("${", StringComparison.Ordinal) ? "has a '${' inside a default, which is not expanded" : null };
    }

    // Names the prefix only: what stands behind it may be anything, also a secret.
    private static string Unknown(string inside)
    {
        var prefix = inside.Split(':')[0];
        return inside.Contains(':') && IsIdentifier(prefix) ? $"has '${{{prefix}:…}}', which is unknown" : "has a '${…}' that names no variable";
    }

    private static bool IsIdentifier(string name) =>
        name.Length is > 0 and <= 128 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_');
}
