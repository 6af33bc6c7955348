// The floor of any .NET gateway that serves HTTP: each body is a line for the child, and each line of the child the answer to the
// oldest request that has none. It parses nothing, checks nothing, and has one session for all.

using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

if (args is not [var command, .. var arguments])
{
    Console.Error.WriteLine("Usage: kestrel-relay <command> [argument...]");
    return 2;
}

using var child = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!; // null only with UseShellExecute
var toChild = child.StandardInput.BaseStream;
var fromChild = child.StandardOutput.BaseStream;
var waiting = new ConcurrentQueue<TaskCompletionSource<byte[]>>();
var order = new Lock();
new Thread(ReadAll) { IsBackground = true }.Start();

var builder = WebApplication.CreateEmptyBuilder(new());
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
var application = builder.Build();
application.Run(async context =>
{
    var reader = context.Request.BodyReader;
    var read = await reader.ReadAsync().ConfigureAwait(false);
    while (!read.IsCompleted)
    {
        reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        read = await reader.ReadAsync().ConfigureAwait(false);
    }

    byte[] line = [.. read.Buffer.ToArray(), (byte)'\n'];
    reader.AdvanceTo(read.Buffer.End);
    var answer = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
    lock (order)
    {
        waiting.Enqueue(answer);
        toChild.Write(line);
        toChild.Flush();
    }

    var body = await answer.Task.ConfigureAwait(false);
    context.Response.ContentType = "application/json";
    context.Response.ContentLength = body.Length;
    await context.Response.BodyWriter.WriteAsync(body).ConfigureAwait(false);
});
await application.StartAsync().ConfigureAwait(false);
var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(); // Kestrel has it
Console.Error.WriteLine($"serves MCP at {address}/mcp");
Console.OpenStandardInput().ReadByte(); // until the benchmark closes its end
Environment.Exit(0);
return 0;

void ReadAll()
{
    var buffer = new byte[64 * 1024];
    var end = 0;
    for (int count; (count = fromChild.Read(buffer, end, buffer.Length - end)) > 0;)
    {
        end += count;
        var start = 0;
        for (int length; (length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n')) >= 0; start += length + 1)
        {
            if (waiting.TryDequeue(out var oldest)) oldest.SetResult(buffer.AsSpan(start, length).ToArray());
        }

        buffer.AsSpan(start, end - start).CopyTo(buffer);
        end -= start;
        if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
    }
}
