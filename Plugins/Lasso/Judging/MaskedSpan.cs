namespace Gateway.Plugins.Lasso.Judging;

/// <summary>A span of a text that Lasso masked, and what it put there.</summary>
internal readonly record struct MaskedSpan(int Start, int Length, string Mask);
