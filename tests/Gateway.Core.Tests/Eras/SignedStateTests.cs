using System.Buffers.Text;
using Gateway.Core.Eras;

namespace Gateway.Core.Tests.Eras;

public class SignedStateTests
{
    private const string Call = "tools/call\nfiles\nread";

    private readonly SignedState _states = new();

    private bool Verify(string state, string request = Call) => _states.TryVerify(state, request, out _);

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(long.MaxValue)]
    public void A_state_comes_back_with_the_call_it_was_made_for(long id)
    {
        Assert.That(_states.TryVerify(_states.Sign(id, Call), Call, out var verified), Is.True);
        Assert.That(verified, Is.EqualTo(id));
    }

    [TestCase("tools/call\nfiles\nwrite")]
    [TestCase("tools/call\nother\nread")]
    [TestCase("prompts/get\nfiles\nread")]
    [TestCase("")]
    public void It_is_good_for_no_other_request(string request) => Assert.That(Verify(_states.Sign(1, Call), request), Is.False);

    [Test]
    public void Another_session_does_not_know_it() => Assert.That(Verify(new SignedState().Sign(1, Call)), Is.False);

    [Test]
    public void No_bit_of_it_can_be_another()
    {
        var state = _states.Sign(1, Call);
        var bytes = Base64Url.DecodeFromChars(state.AsSpan("mcp-gateway.".Length));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.That(Verify("mcp-gateway." + Base64Url.EncodeToString(bytes)), Is.False, $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Test]
    public void It_is_whole_or_nothing()
    {
        var state = _states.Sign(1, Call);
        for (var length = 0; length < state.Length; length++) Assert.That(Verify(state[..length]), Is.False, $"{length} characters");
    }

    [TestCase("A")]
    [TestCase("=")]
    [TestCase(".")]
    [TestCase("\ud800")]
    public void Nothing_follows_it(string more) => Assert.That(Verify(_states.Sign(1, Call) + more), Is.False);

    [TestCase("")]
    [TestCase("mcp-gateway.")]
    [TestCase("anything")]
    public void What_is_none_is_refused(string state) => Assert.That(Verify(state), Is.False);

    [Test]
    public void A_long_one_is_refused_at_once() => Assert.That(Verify("mcp-gateway." + new string('A', 1_000_000)), Is.False);
}
