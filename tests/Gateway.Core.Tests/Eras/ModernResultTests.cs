using System.Text;
using System.Text.Json;
using Gateway.Core.Catalog;
using Gateway.Core.Eras;
using Gateway.Core.Protocol;
using Gateway.Core.Servers;

namespace Gateway.Core.Tests.Eras;

public class ModernResultTests
{
    private static readonly ServerIntroduction Server = new("2025-11-25", new("{}"u8.ToArray()), """{"name":"s","version":"1"}"""u8.ToArray(), null);

    private static JsonElement Parse(byte[] json) => JsonDocument.Parse(json, new() { AllowDuplicateProperties = false }).RootElement;

    private static JsonElement Complete(string result, string method = Methods.ToolsCall, ServerIntroduction? server = null) =>
        Parse(ModernResult.Complete(TestFrame.Of($$$"""{"jsonrpc":"2.0","id":1,"result":{{{result}}}}"""), method, server)).GetProperty("result");

    [TestCase("{}", "{}")]
    [TestCase("{ \n}", "{}")]
    [TestCase("""{"a":1}""", """{"a":1}""")]
    public void The_gateways_own_result_is_complete_and_says_whose_it_is(string result, string members)
    {
        var own = Parse(ModernResult.Own(Encoding.UTF8.GetBytes(result.Replace(" \n", ""))));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(own.GetProperty("resultType").GetString(), Is.EqualTo("complete"));
            Assert.That(own.GetProperty("_meta").GetProperty("io.modelcontextprotocol/serverInfo").GetProperty("name").GetString(), Is.EqualTo("mcp-gateway"));
            Assert.That(own.TryGetProperty("a", out _), Is.EqualTo(members != "{}"));
            Assert.That(own.TryGetProperty("ttlMs", out _), Is.False);
        }
    }

    [Test]
    public void A_list_of_the_gateway_says_how_long_and_for_whom_it_may_be_kept()
    {
        var own = Parse(ModernResult.Own("{}"u8, new CacheHints(5, true)));
        Assert.That((own.GetProperty("ttlMs").GetInt32(), own.GetProperty("cacheScope").GetString()), Is.EqualTo((5, "public")));
    }

    [TestCase("{}")]
    [TestCase("{ }")]
    [TestCase("""{"content":[]}""")]
    [TestCase("""{"_meta":{}}""")]
    [TestCase("""{"_meta":{ }}""")]
    [TestCase("""{"content":[],"_meta":{"x":1}}""")]
    [TestCase("""{"_meta":{"io.modelcontextprotocol/serverInfo":{"name":"another"}}}""")]
    public void A_legacy_servers_result_is_completed_and_says_whose_it_is(string result)
    {
        var complete = Complete(result, server: Server);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(complete.GetProperty("resultType").GetString(), Is.EqualTo("complete"));
            Assert.That(complete.GetProperty("_meta").GetProperty("io.modelcontextprotocol/serverInfo").GetProperty("name").GetString(), Is.EqualTo("s"));
            Assert.That(complete.TryGetProperty("content", out _), Is.EqualTo(result.Contains("content", StringComparison.Ordinal)));
        }
    }

    [TestCase("{}")]
    [TestCase("""{"ttlMs":99999999,"cacheScope":"public","contents":[]}""")]
    [TestCase("""{"ttlM\u0073":99999999}""")]
    public void What_a_legacy_server_has_read_is_never_kept(string result)
    {
        var complete = Complete(result, Methods.ResourcesRead, Server);
        Assert.That((complete.GetProperty("ttlMs").GetInt64(), complete.GetProperty("cacheScope").GetString()), Is.EqualTo((0, "private")));
    }

    [Test]
    public void A_tools_member_of_that_name_is_its_own() =>
        Assert.That(Complete("""{"ttlMs":7}""", server: Server).GetProperty("ttlMs").GetInt32(), Is.EqualTo(7));

    [Test]
    public void A_server_that_did_not_say_who_it_is_is_not_named() =>
        Assert.That(Complete("{}").TryGetProperty("_meta", out _), Is.False);

    [TestCase("5")]
    [TestCase("[]")]
    [TestCase("""{"resultType":"other"}""")]
    public void What_is_no_object_or_has_a_type_stays_as_it_is(string result) =>
        Assert.That(Complete(result, server: Server).GetRawText(), Is.EqualTo(result));
}
