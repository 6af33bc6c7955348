using Gateway.Testing;

namespace PluginClass.Tests;

public class PluginClassGuardrailTests
{
    private static PluginClassGuardrail Guardrail => new(PluginTest.Context(new { RefusedTools = new[] { "fail" } }));

    [Test]
    public async Task A_refused_tool_is_not_called()
    {
        var call = await PluginTest.RunAsync(Guardrail, TestMessage.ToolCall("fail"));

        Assert.That(call.IsBlocked, Is.True);
        Assert.That(call.BlockReason, Does.Contain("fail"));
    }

    [Test]
    public async Task Other_tools_are_called_as_they_were_asked()
    {
        var call = await PluginTest.RunAsync(Guardrail, TestMessage.ToolCall("echo", new { text = "hello" }));

        Assert.That(call.IsUntouched, Is.True);
    }
}
