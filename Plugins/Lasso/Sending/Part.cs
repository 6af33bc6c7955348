namespace Gateway.Plugins.Lasso.Sending;

/// <summary>A piece of text in a chunk, and where it comes from.</summary>
/// <param name="Texts">The texts of the message that it stands in, by index: equal ones are sent once.</param>
/// <param name="Offset">Where in these texts it begins.</param>
/// <param name="Start">Where in the chunk it begins.</param>
/// <param name="Length">In both.</param>
internal sealed record Part(IReadOnlyList<int> Texts, int Offset, int Start, int Length);
