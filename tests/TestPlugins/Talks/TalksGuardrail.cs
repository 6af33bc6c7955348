using System.Runtime.InteropServices;

namespace Gateway.Plugins.Talks;

/// <summary>Prints to stdout and reads from stdin, with .NET's console and past it.</summary>
[Guardrail("talks")]
public sealed partial class TalksGuardrail : TextGuardrail
{
    private static readonly FindingKind Found = new("talk", "<TALK>");

    public TalksGuardrail() => Talk("constructor");

    public override IReadOnlyCollection<FindingKind> Kinds { get; } = [Found];

    public override void Find(in TextLeaf leaf, FindingSink findings)
    {
        if (leaf.Text.IndexOf("swordfish", StringComparison.Ordinal) is >= 0 and var at)
        {
            Talk("find");
            findings.Add(Found, at, "swordfish".Length);
        }
    }

    private static unsafe void Talk(string place)
    {
        Console.Out.WriteLine($"console out in {place}");
        Console.Out.Flush();
        Console.Out.WriteLine($"console in: {Console.In.ReadToEnd().Length} in {place}");
        if (OperatingSystem.IsWindows()) return;
        var line = System.Text.Encoding.UTF8.GetBytes($"native out in {place}\n");
        fixed (byte* bytes = line) _ = Write(1, bytes, line.Length);
        byte taken;
        var count = Read(0, &taken, 1);
        Console.Error.WriteLine($"native in: {count} in {place}");
    }

    [LibraryImport("libc", EntryPoint = "write")]
    private static unsafe partial nint Write(int descriptor, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "read")]
    private static unsafe partial nint Read(int descriptor, byte* bytes, nint count);
}
