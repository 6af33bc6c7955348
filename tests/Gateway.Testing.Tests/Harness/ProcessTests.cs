namespace Gateway.Testing.Tests.Harness;

internal sealed class ProcessTests
{
    [Test]
    public async Task A_built_plugin_masks_in_a_gateway_process_with_the_sample_server()
    {
        await using var gateway = await new GatewayHarness().WithPlugin(Built.House, "house", new { options = new { replacement = "KEY" } }).StartProcessAsync(Built.Gateway);
        var answer = await gateway.CallAsync("sample_echo", new { text = "my house-1" });
        Assert.That(answer.Text, Is.EqualTo("my <KEY>"));
        Assert.That((await gateway.CallAsync("sample_fail")).IsError, Is.True);
        Assert.That(await gateway.ListToolsAsync(), Does.Contain("sample_echo"));
        Assert.That(gateway.Log, Has.Some.Contains("looks for house-"));
    }

    [Test]
    public async Task A_tracer_of_a_gateway_process_is_flushed_when_it_is_disposed()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("mcp-gateway-test-").FullName, "calls");
        await using (var gateway = await new GatewayHarness().WithPlugin(Built.House, "house", new { options = new { file } }).StartProcessAsync(Built.Gateway))
        {
            await gateway.CallAsync("sample_echo", new { text = "my house-1" });
        }

        Assert.That(await File.ReadAllLinesAsync(file), Is.EqualTo(new[] { "echo ok 1" }));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Test]
    public void A_gateway_that_cannot_start_says_why() =>
        Assert.That(() => new GatewayHarness().WithPlugin(Built.House, "mouse").StartProcessAsync(Built.Gateway), Throws.TypeOf<PluginTestException>().With.Message.Contains("has the name 'mouse'"));

    [Test]
    public void Objects_of_the_test_cannot_go_into_another_process()
    {
        Assert.That(() => new GatewayHarness().With(new HouseGuardrail(PluginTest.Context())).StartProcessAsync(Built.Gateway), Throws.TypeOf<PluginTestException>().With.Message.Contains("WithPlugin"));
        Assert.That(() => new GatewayHarness().With(new TestServer("mine")).StartProcessAsync(Built.Gateway), Throws.TypeOf<PluginTestException>().With.Message.Contains("mine"));
    }

    [Test]
    public void A_program_that_is_not_there_is_named() =>
        Assert.That(() => new GatewayHarness().StartProcessAsync("/nowhere/mcp-gateway"), Throws.TypeOf<PluginTestException>().With.Message.Contains("/nowhere/mcp-gateway"));
}
