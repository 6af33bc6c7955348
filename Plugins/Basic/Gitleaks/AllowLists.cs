using System.Text.RegularExpressions;
using Gateway.Detection.Judging;
using Gateway.Detection.Rules;
using Tomlyn.Model;

namespace Gateway.Plugins.Basic.Gitleaks;

/// <summary>What a gitleaks configuration lets pass: expressions and stop words, of one rule or of all.</summary>
internal sealed class AllowLists
{
    private readonly List<AllowedForm> _forms = [];

    public bool IsEmpty => _forms.Count == 0;

    /// <param name="table">A rule, or the whole document.</param>
    /// <param name="rule">The rule that asks for a document's lists: some are for named rules only.</param>
    public static AllowLists Of(TomlTable table, string? rule = null)
    {
        var lists = new AllowLists();
        foreach (var list in GitleaksFile.Tables(table, "allowlist").Concat(GitleaksFile.Tables(table, "allowlists")))
        {
            if (rule is not null && list.ContainsKey("targetRules") && !GitleaksFile.Texts(list, "targetRules").Contains(rule)) continue;
            var form = new AllowedForm(
                [.. GitleaksFile.Texts(list, "regexes").Select(r => RulePattern.Compile(GoPattern.Translate(r, int.MaxValue)))],
                GitleaksFile.Texts(list, "stopwords"),
                GitleaksFile.Value(list, "regexTarget") as string ?? "secret",
                GitleaksFile.Value(list, "condition") is "AND" or "and" or "&&");
            // One that asks for paths or commits as well is for files only.
            var isForFiles = form.NeedsBoth && (list.ContainsKey("paths") || list.ContainsKey("commits"));
            if (!isForFiles && (form.Regexes.Length > 0 || form.StopWords.Length > 0)) lists._forms.Add(form);
        }

        return lists;
    }

    public AllowLists With(AllowLists other)
    {
        _forms.AddRange(other._forms);
        return this;
    }

    public Judgement Judge(in Candidate candidate)
    {
        foreach (var form in _forms)
        {
            if (form.Allows(candidate)) return Judgement.Nothing;
        }

        return Judgement.Believed;
    }

    private sealed record AllowedForm(Regex[] Regexes, string[] StopWords, string Target, bool NeedsBoth)
    {
        public bool Allows(in Candidate candidate)
        {
            var byRegex = IsMatch(Target switch { "line" => Line(candidate), "match" => candidate.Match, _ => candidate.Secret });
            var byWord = HasStopWord(candidate.Secret);
            return NeedsBoth ? (byRegex || Regexes.Length == 0) && (byWord || StopWords.Length == 0) : byRegex || byWord;
        }

        private bool IsMatch(ReadOnlySpan<char> text)
        {
            foreach (var regex in Regexes)
            {
                if (regex.IsMatch(text)) return true;
            }

            return false;
        }

        private bool HasStopWord(ReadOnlySpan<char> secret)
        {
            foreach (var word in StopWords)
            {
                if (secret.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
            }

            return false;
        }

        private static ReadOnlySpan<char> Line(in Candidate candidate)
        {
            var start = candidate.Text[..candidate.Start].LastIndexOf('\n') + 1;
            var length = candidate.Text[candidate.Start..].IndexOf('\n');
            return length < 0 ? candidate.Text[start..] : candidate.Text[start..(candidate.Start + length)];
        }
    }
}
