namespace Gateway.Core.Scoring;

/// <summary>What ought to be found: UTF-16 units of the text, and what it is in the words of the data set.</summary>
internal readonly record struct LabelledSpan(int Start, int End, string Type);
