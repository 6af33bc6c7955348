using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Trust;
using Known = System.Security.Cryptography.SHA256;

namespace Gateway.Core.Tests.Trust;

public class Sha256Tests
{
    [Test]
    public void Every_length_around_a_block_has_the_hash_that_the_runtime_has_for_it()
    {
        var random = new Random(1);
        for (var length = 0; length < 300; length++)
        {
            var text = new byte[length];
            random.NextBytes(text);
            Assert.That(Sha256.Hash(text), Is.EqualTo(Known.HashData(text)), $"{length} bytes");
        }
    }

    [Test]
    public void The_first_example_of_the_standard_comes_out() =>
        Assert.That(Convert.ToHexStringLower(Sha256.Hash("abc"u8)), Is.EqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));

    [Test]
    public void A_keyed_hash_is_the_HMAC_of_the_texts_with_their_lengths()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        byte[] message = [3, 0, 0, 0, .. Encoding.Unicode.GetBytes("a€c"), 255, 255, 255, 255, 0, 0, 0, 0];
        Assert.That(new PinKey(key).Hash("a€c", null, ""), Is.EqualTo(Convert.ToHexStringLower(HMACSHA256.HashData(key, message))));
    }

    [Test]
    public void Texts_that_are_one_when_joined_have_hashes_of_their_own()
    {
        var key = new PinKey(new byte[32]);
        Assert.That(new HashSet<string> { key.Hash("ab"), key.Hash("a", "b"), key.Hash("", "ab"), key.Hash("ab", ""), key.Hash("ab", null) }, Has.Count.EqualTo(5));
    }
}
