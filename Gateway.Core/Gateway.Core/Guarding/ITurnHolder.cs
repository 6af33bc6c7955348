namespace Gateway.Core.Guarding;

/// <summary>A loop that asks guardrails inline and can be continued by another thread.</summary>
internal interface ITurnHolder
{
    Turn Turn { get; }

    /// <summary>The turn was taken from its thread: finish its message with the failure action, and go on with the next.</summary>
    void TakeOver(Turn turn);
}
