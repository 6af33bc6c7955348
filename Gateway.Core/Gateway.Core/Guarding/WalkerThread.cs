using Gateway.Core.Transport;

namespace Gateway.Core.Guarding;

/// <summary>A thread that walks for others, so that they can give up on a guardrail that does not return. Then it is never used again.</summary>
internal sealed class WalkerThread
{
    private const int Running = 0;
    private const int Done = 1;
    private const int GivenUp = 2;

    private readonly Signal _work = new();
    private readonly Signal _done = new();
    private (Passage Passage, GuardrailSlot[] Slots)? _job;
    private Exception? _fault;
    private bool _isStarted;
    private int _state;

    public TextWalker Walker { get; } = new();

    public Turn Turn { get; } = new();

    /// <summary>The guardrail that was being asked when the time was over.</summary>
    public int Blamed { get; private set; }

    /// <summary>False when the time is over: then this thread belongs to the guardrail that holds it.</summary>
    /// <exception cref="InvalidOperationException">The walk itself failed, which is a fault of the gateway.</exception>
    public bool TryWalk(Passage passage, GuardrailSlot[] slots, TimeSpan limit)
    {
        if (!_isStarted) new Thread(Loop, 256 * 1024) { IsBackground = true, Name = "guardrails" }.Start();
        _isStarted = true;
        (_job, _state) = ((passage, slots), Running);
        Turn.Enter(passage, long.MaxValue);
        _done.Reset();
        _work.Set();
        if (!_done.Wait(limit))
        {
            Blamed = Turn.Asked;
            if (Interlocked.CompareExchange(ref _state, GivenUp, Running) == Running) return false;
            _done.Wait(); // it is done at the last moment; its signal must not come to the next walk
        }

        return _fault is null ? true : throw new InvalidOperationException("a walk failed", _fault);
    }

    private void Loop()
    {
        while (true)
        {
            _work.Wait();
            _work.Reset();
            var (passage, slots) = _job!.Value;
            try
            {
                Walker.Walk(passage, slots, Turn);
            }
            catch (Exception exception)
            {
                // Handed to the one who waits, who refuses the message.
                _fault = exception;
            }

            if (Interlocked.CompareExchange(ref _state, Done, Running) == GivenUp)
            {
                if (Blamed < slots.Length) slots[Blamed].Health.CountReturn();
                return;
            }

            _done.Set();
        }
    }
}
