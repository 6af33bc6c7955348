using System.Globalization;
using System.Text;
using Gateway.Detection.Rules;

namespace Gateway.Detection.RuleFiles;

/// <summary>Reads an example: <c>key: ⟦ghp_{alnum:36}⟧;</c> marks the secret, and stands for a body that no scanner finds in the file.</summary>
internal static class ExampleText
{
    private const int LongestBody = 100_000;
    private const char Opening = '⟦';
    private const char Closing = '⟧';
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";

    public static RuleExample Finds(string template)
    {
        var text = Expand(template);
        var (start, end) = (text.IndexOf(Opening, StringComparison.Ordinal), text.IndexOf(Closing, StringComparison.Ordinal));
        if (start < 0 || end < start) throw new RuleException($"the example '{template}' marks no secret with {Opening}…{Closing}");
        return RuleExample.Secret(text[(start + 1)..end], text[..start], text[(end + 1)..]);
    }

    public static RuleExample Ignores(string template) => RuleExample.Nothing(Expand(template));

    private static string Expand(string template)
    {
        var text = new StringBuilder();
        // A fixed linear congruence: examples must be the same in every run.
        var state = 20260728u;
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] != '{' || TryBody(template, ref i, ref state) is not { } body)
            {
                text.Append(template[i]);
                if (template[i] == '{' && i + 1 < template.Length && template[i + 1] == '{') i++;
                continue;
            }

            text.Append(body);
        }

        return text.ToString();
    }

    private static string? TryBody(string template, ref int at, ref uint state)
    {
        var end = template.IndexOf('}', at);
        if (end < 0) return null;
        var parts = template[(at + 1)..end].Split(':');
        if (parts is ["uuid"])
        {
            at = end;
            var hex = Body(32, Digits + "abcdef", ref state);
            return $"{hex[..8]}-{hex[8..12]}-4{hex[13..16]}-a{hex[17..20]}-{hex[20..]}";
        }

        if (parts.Length != 2 || Alphabet(parts[0]) is not { } alphabet || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var length)) return null;
        if (length is < 0 or > LongestBody) throw new RuleException($"an example asks for {length} characters; a body has at most {LongestBody}");
        at = end;
        return Body(length, alphabet, ref state);
    }

    private static string? Alphabet(string name) => name switch
    {
        "alnum" => Upper + Lower + Digits,
        "lower" => Lower,
        "upper" => Upper,
        "digits" => Digits,
        "hex" => Digits + "abcdef",
        "HEX" => Digits + "ABCDEF",
        "loweralnum" => Lower + Digits,
        "upperalnum" => Upper + Digits,
        "base64" => Upper + Lower + Digits + "+/",
        "base64url" => Upper + Lower + Digits + "-_",
        _ => null,
    };

    private static string Body(int length, string alphabet, ref uint state)
    {
        var body = new char[length];
        foreach (ref var character in body.AsSpan())
        {
            state = (state * 1664525) + 1013904223;
            character = alphabet[(int)((state >> 16) % (uint)alphabet.Length)];
        }

        return new(body);
    }
}
