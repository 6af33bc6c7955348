using System.Text;
using Gateway.Core.Protocol;
using Gateway.Http.Endpoint;
using Microsoft.AspNetCore.Http;

namespace Gateway.Http.Tests.Endpoint;

/// <summary>Headers and body must agree, or who looks at one of them only is deceived.</summary>
public class ModernRequestTests
{
    private const string Meta = """ "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}""";

    private static int? Fault(string body, params (string Name, string Value)[] headers)
    {
        var frame = Frame.Of(Encoding.UTF8.GetBytes(body));
        Assert.That(EnvelopeReader.Read(frame, 100), Is.EqualTo(FrameFault.None));
        var said = new HeaderDictionary();
        foreach (var (name, value) in headers) said.Append(name, value);
        return ModernRequest.Fault(frame, said)?.Code;
    }

    private static string Call(string name) => $$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{name}}",{{Meta}} } }""";

    private static readonly (string, string) Version = ("MCP-Protocol-Version", "2026-07-28");
    private static readonly (string, string) Method = ("Mcp-Method", "tools/call");

    [Test]
    public void What_agrees_passes() => Assert.That(Fault(Call("echo"), Version, Method, ("Mcp-Name", "echo")), Is.Null);

    [Test]
    public void An_encoded_name_is_decoded_before_it_is_compared() => Assert.That(Fault(Call("caf\u00e9"), Version, Method, ("Mcp-Name", "=?base64?Y2Fmw6k=?=")), Is.Null);

    [Test]
    public void A_name_that_is_escaped_in_the_body_is_unescaped() => Assert.That(Fault(Call(@"ec\u0068o"), Version, Method, ("Mcp-Name", "echo")), Is.Null);

    [TestCase("safe")]
    [TestCase("ECHO")]
    [TestCase("")]
    [TestCase("=?base64?c2FmZQ==?=")]
    [TestCase("=?base64?!!!?=")]
    [TestCase("=?BASE64?ZWNobw==?=")]
    public void Another_name_is_refused(string name) => Assert.That(Fault(Call("echo"), Version, Method, ("Mcp-Name", name)), Is.EqualTo(ErrorCodes.HeaderMismatch));

    [Test]
    public void Each_header_is_needed_once()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Fault(Call("echo"), Method, ("Mcp-Name", "echo")), Is.EqualTo(ErrorCodes.HeaderMismatch), "no version");
            Assert.That(Fault(Call("echo"), Version, ("Mcp-Name", "echo")), Is.EqualTo(ErrorCodes.HeaderMismatch), "no method");
            Assert.That(Fault(Call("echo"), Version, Method), Is.EqualTo(ErrorCodes.HeaderMismatch), "no name");
            Assert.That(Fault(Call("echo"), Version, Method, ("Mcp-Name", "echo"), ("Mcp-Name", "echo")), Is.EqualTo(ErrorCodes.HeaderMismatch), "two names");
            Assert.That(Fault(Call("echo"), Version, Method, Method, ("Mcp-Name", "echo")), Is.EqualTo(ErrorCodes.HeaderMismatch), "two methods");
            Assert.That(Fault(Call("echo"), Version, ("Mcp-Method", "tools/list"), ("Mcp-Name", "echo")), Is.EqualTo(ErrorCodes.HeaderMismatch), "another method");
        }
    }

    [Test]
    public void A_resource_is_named_by_its_URI()
    {
        var read = $$"""{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"file:///a","name":"b",{{Meta}} } }""";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Fault(read, Version, ("Mcp-Method", "resources/read"), ("Mcp-Name", "file:///a")), Is.Null);
            Assert.That(Fault(read, Version, ("Mcp-Method", "resources/read"), ("Mcp-Name", "b")), Is.EqualTo(ErrorCodes.HeaderMismatch));
        }
    }

    [Test]
    public void The_body_must_say_its_revision_and_what_the_client_can()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Fault("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", Version, ("Mcp-Method", "tools/list")), Is.EqualTo(ErrorCodes.InvalidParams));
            Assert.That(Fault("""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}""", Version, ("Mcp-Method", "tools/list")), Is.EqualTo(ErrorCodes.InvalidParams));
            Assert.That(Fault("""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2025-11-25","io.modelcontextprotocol/clientCapabilities":{}}}}""", Version, ("Mcp-Method", "tools/list")), Is.EqualTo(ErrorCodes.HeaderMismatch));
            Assert.That(Fault("""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2099-01-01","io.modelcontextprotocol/clientCapabilities":{}}}}""", ("MCP-Protocol-Version", "2099-01-01"), ("Mcp-Method", "tools/list")), Is.EqualTo(ErrorCodes.UnsupportedProtocolVersion));
        }
    }

    [Test]
    public void It_sends_no_responses() => Assert.That(Fault("""{"jsonrpc":"2.0","id":1,"result":{}}""", Version), Is.EqualTo(ErrorCodes.InvalidRequest));
}
