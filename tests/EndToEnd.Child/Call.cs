namespace EndToEnd.Child;

/// <summary>What a script answers to.</summary>
/// <param name="Line">The whole message.</param>
/// <param name="Id">Its id as it was written.</param>
/// <param name="Token">Its progress token as it was written.</param>
internal sealed record Call(string Line, string Id, string Token);
