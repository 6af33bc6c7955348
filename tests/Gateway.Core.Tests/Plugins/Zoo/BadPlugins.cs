using System.Runtime.InteropServices;

namespace Gateway.Core.Tests.Plugins.Zoo;

/// <summary>Ways for a plugin to be bad by what its files hold. Rights, links and locks are tested where they are checked.</summary>
internal static class BadPlugins
{
    private const string NotAnAssembly = "it is not a .NET assembly, or only a part of one; build or copy it again";
    private const string Native = "it is a native library, not a .NET assembly; put native libraries into a plugin's folder";
    private const string MissingConflict = "its dependency Conflict 1.0.0.0 is missing, or there in another version; copy all of the plugin's output";

    // A library of the runtime itself: ELF on Linux, Mach-O on macOS.
    private static readonly string RuntimeLibrary = Directory.GetFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*System.Native*")[0];

    /// <summary>What a scan tells.</summary>
    public static IReadOnlyList<BadPlugin> Scanned { get; } =
    [
        new("Duo/Duo.dll", zoo => zoo.Add("Duo").Cut("Duo/Duo.dll"), NotAnAssembly),
        new("Empty.dll", zoo => zoo.Write("Empty.dll", ""), NotAnAssembly),
        new("Text.dll", zoo => zoo.Write("Text.dll", "not a library"), NotAnAssembly),
        new("Unix.dll", zoo => zoo.Copy(RuntimeLibrary, "Unix.dll"), OperatingSystem.IsWindows() ? Native : NotAnAssembly),
        new("Windows.dll", zoo => zoo.Copy(Path.Combine(ZooFolder.Built("Sqlite"), "runtimes", "win-x64", "native", "e_sqlite3.dll"), "Windows.dll"), Native),
        new("NoDll/NoDll.dll", zoo => zoo.Write("NoDll/readme.txt", "coming soon"), "it has no NoDll.dll; a plugin's folder and its DLL have the same name"),
        new("Library/Library.dll", zoo => zoo.Copy(Path.Combine(ZooFolder.Built("Conflict1"), "Conflict.dll"), "Library/Library.dll"), "Library.dll does not reference the contract, Gateway.Abstractions; is it the plugin's own DLL?"),
        new("Forgot/Forgot.dll", zoo => zoo.Add("Forgot"), "it exports no guardrail and no tracer; put [Guardrail(\"name\")] or [Tracer(\"name\")] on its class"),
        new("Twice/Twice.dll", zoo => zoo.Add("Twice"), "it exports two tracers of the name 'Twice'; rename one"),
        new("Poses/Poses.dll", zoo => zoo.Add("Poses"), "its guardrail has the name 'BASIC', which belongs to a plugin of the gateway; give it another name"),
        new("Initializes/Initializes.dll", zoo => zoo.Add("Initializes").SetContract("Initializes/Initializes.dll", 1, 9), "it was built for version 1.9 of the contract and this gateway has 1.0; update the gateway, or build the plugin against its contract"),
        new("ByName/ByName.dll", zoo => zoo.Add("ByName").SetContract("ByName/ByName.dll", 2, 0), "it was built for version 2.0 of the contract and this gateway has 1.0; update the gateway, or build the plugin against its contract"),
        new("Plain/Plain.dll", zoo => zoo.Add("Plain").SetContract("Plain/Plain.dll", 0, 9), "it was built for version 0.9 of the contract and this gateway has 1.0; build it again against this gateway's contract"),
    ];

    /// <summary>What shows when it is loaded.</summary>
    public static IReadOnlyList<BadPlugin> Loaded { get; } =
    [
        new("Throws/Throws.dll", zoo => zoo.Add("Throws"), "the constructor of Gateway.Plugins.Throws.ThrowsTracer threw System.FormatException, whose message is not shown because it may quote a secret; check the plugin's options") { Enabled = "throws", IsTracer = true },
        new("Throws/Throws.dll", zoo => zoo.Add("Throws"), "the option 'port' must be between 1 and 65535") { Enabled = "refuses", IsTracer = true },
        new("Throws/Throws.dll", zoo => zoo.Add("Throws"), "MEF can't create it (No export was found for the contract 'HttpClient'); a constructor can import PluginContext and classes of its own file that have an [Export]") { Enabled = "greedy", IsTracer = true },
        new("Explodes/Explodes.dll", zoo => zoo.Add("Explodes"), "the constructor of Gateway.Plugins.Explodes.ExplodesAtOnceGuardrail threw System.FormatException, whose message is not shown because it may quote a secret; check the plugin's options") { Enabled = "explodes-at-once" },
        new("UsesConflict1/UsesConflict1.dll", zoo => zoo.Add("UsesConflict1").Delete("UsesConflict1/Conflict.dll"), MissingConflict) { Enabled = "uses-conflict-1" },
        new("UsesConflict2/UsesConflict2.dll", zoo => zoo.Add("UsesConflict2").Copy(Path.Combine(ZooFolder.Built("UsesConflict1"), "Conflict.dll"), "UsesConflict2/Conflict.dll"), "it was built against another version of a library (MissingMethodException); build it again and copy all of its output") { Enabled = "uses-conflict-2" },
        new("Strays/Strays.dll", zoo => zoo.Add("Strays").Write("Strays/Strays.deps.json", """{"targets": !}"""), "its deps.json can't be read; build it or copy it again") { Enabled = "strays" },
        new("Fish/Fish.dll", zoo => zoo.Add("Fish"), "the option 'wrod' is unknown (did you mean 'word'?); known are: word") { Enabled = "fish", Options = """{"wrod":"x"}""" },
    ];
}
