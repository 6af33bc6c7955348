using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SampleServer;

if (args is not [var folder] || !Directory.Exists(folder))
{
    Console.Error.WriteLine("Usage: SampleServer <folder>   (an existing folder; the tools see nothing outside it)");
    return 2;
}

var builder = Host.CreateEmptyApplicationBuilder(settings: null);

// stdout carries the protocol: one log line there would end the session.
builder.Logging
    .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
    .SetMinimumLevel(LogLevel.Warning);

builder.Services
    .AddSingleton(new RootFolder(folder))
    .AddMcpServer()
    .WithStdioServerTransport()
    .WithTools<FileTools>()
    .WithRequestFilters(filters => filters.AddCallToolFilter(FileErrors.ToText));

await builder.Build().RunAsync();
return 0;
