using Benchmarks.Preparation;

namespace Benchmarks.Targets;

/// <summary>The gateway to measure. One that does not build is a result like any other: the floors are measured all the same.</summary>
internal sealed class BuiltGateway
{
    private readonly string _program;
    private readonly string? _failure;

    private BuiltGateway(string program, string? failure) => (_program, _failure) = (program, failure);

    public static BuiltGateway Of(Options options)
    {
        if (options.Gateway is { } path)
        {
            return new(path, File.Exists(path) ? null : $"there is no program '{path}'");
        }

        try
        {
            return new(Publisher.Publish("Gateway.Host/Gateway.Host", "gateway", "mcp-gateway"), null);
        }
        catch (BenchmarkException error)
        {
            return new("", error.Message);
        }
    }

    public GatewayTarget Target(string name, params string[] arguments)
    {
        var target = new GatewayTarget(name, _program, arguments);
        if (_failure is not null)
        {
            target.GiveUp(_failure);
        }

        return target;
    }
}
