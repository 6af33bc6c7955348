// The floor of any .NET gateway: starts a child and copies bytes both ways on two threads; it parses nothing.

using System.Diagnostics;

if (args.Length == 0)
{
    Console.Error.WriteLine("Usage: relay <command> [arguments]");
    return 2;
}

using var child = Process.Start(new ProcessStartInfo(args[0], args[1..])
{
    RedirectStandardInput = true,
    RedirectStandardOutput = true,
}) ?? throw new InvalidOperationException($"'{args[0]}' did not start.");

var input = new Thread(() =>
{
    Copy(Console.OpenStandardInput(), child.StandardInput.BaseStream);
    child.StandardInput.Close();
})
{ IsBackground = true };
input.Start();

Copy(child.StandardOutput.BaseStream, Console.OpenStandardOutput());
child.WaitForExit();
return child.ExitCode;

static void Copy(Stream source, Stream destination)
{
    var buffer = new byte[64 * 1024]; // what a pipe holds
    try
    {
        for (int count; (count = source.Read(buffer, 0, buffer.Length)) > 0;)
        {
            destination.Write(buffer, 0, count);
            destination.Flush();
        }
    }
    catch (IOException)
    {
        // One side has closed its end: nobody is left to copy for.
    }
}
