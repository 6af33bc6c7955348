using System.Globalization;
using System.Text.Json;
using Gateway.Core.Configuration;
using Gateway.Core.Protocol;
using Gateway.Core.Running;
using Gateway.Host.Printing;
using Gateway.Host.Startup;

namespace Gateway.Host.Commands;

/// <summary><c>list servers</c>: the servers of the gateways that run with a configuration, as these tell it. Nothing is started.</summary>
internal static class RunningServers
{
    public static int Run(GatewayConfiguration configuration, bool isJson)
    {
        RunningGateway[] gateways = [.. new RunFolder(GatewayHome.Run).Read().Where(gateway => gateway.Configuration == Printable.Line(configuration.Path, 1000))];
        if (isJson) PrintJson(gateways);
        else Print(configuration, gateways);
        if (gateways.Length == 0) Console.Error.WriteLine("mcp-gateway: no gateway runs with this file; --probe starts its servers to see what they offer");
        return ExitCodes.Ok;
    }

    private static void Print(GatewayConfiguration configuration, RunningGateway[] gateways)
    {
        var table = new Table("SERVER", "STATE", "TOOLS", "SINCE", "RESTARTS", "GATEWAY", "REASON");
        foreach (var gateway in gateways)
        {
            foreach (var server in gateway.Servers) table.Add(Cells(server, gateway));
        }

        if (gateways.Length == 0)
        {
            foreach (var server in configuration.Servers) table.Add(Printable.Line(server.Name), "not running", "", "", "", "", server.NotStarted ?? "");
        }

        table.Print(Console.Out);
    }

    private static string[] Cells(RunningServer server, RunningGateway gateway) =>
    [
        server.Name,
        server.State,
        server.Tools.ToString(CultureInfo.InvariantCulture),
        server.Since is { } since ? since.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "",
        server.Restarts.ToString(CultureInfo.InvariantCulture),
        string.Create(CultureInfo.InvariantCulture, $"{gateway.Process} ({Clients(gateway)})"),
        (server.Reason ?? "") + (server.RetryAt is { } retryAt ? string.Create(CultureInfo.InvariantCulture, $"; it is started again at {retryAt.ToLocalTime():HH:mm:ss}") : ""),
    ];

    private static string Clients(RunningGateway gateway) => gateway switch
    {
        { Address: { } address } => string.Create(CultureInfo.InvariantCulture, $"{address}, {gateway.Sessions} sessions"),
        { Client: { Name.Length: > 0 } client } => client.Name,
        _ => "no client yet",
    };

    private static void PrintJson(RunningGateway[] gateways)
    {
        using var output = Console.OpenStandardOutput();
        using var writer = new Utf8JsonWriter(output, new() { Indented = true });
        writer.WriteStartArray();
        foreach (var gateway in gateways)
        {
            writer.WriteStartObject();
            writer.WriteNumber("process"u8, gateway.Process);
            if (gateway.Client is { } client) writer.WriteString("client"u8, client.Name);
            if (gateway.Address is { } address)
            {
                writer.WriteString("address"u8, address);
                writer.WriteNumber("sessions"u8, gateway.Sessions);
            }

            writer.WriteStartArray("servers"u8);
            foreach (var server in gateway.Servers) RunningWriter.Write(writer, server);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.Flush();
        output.WriteByte((byte)'\n');
    }
}
