using System.Reflection;
using System.Reflection.Emit;

namespace Gateway.Core.Tests.Plugins;

/// <summary>A DLL with nothing but the metadata of a plugin: for what a scan must refuse.</summary>
internal static class EmittedPlugin
{
    public static void WriteGuardrail(string path, string name, Directions directions = Directions.Both, string className = "Emitted")
    {
        var attribute = typeof(GuardrailAttribute);
        var builder = new CustomAttributeBuilder(attribute.GetConstructor([typeof(string)])!, [name], [attribute.GetProperty("Directions")!], [directions]);
        Write(path, className, builder);
    }

    public static void WriteTracer(string path, string name) =>
        Write(path, "Emitted", new CustomAttributeBuilder(typeof(TracerAttribute).GetConstructor([typeof(string)])!, [name]));

    /// <summary>A class that references the contract, and nothing exported.</summary>
    public static void WriteUnexported(string path) => Write(path, "Emitted", null, typeof(TextGuardrail));

    private static void Write(string path, string className, CustomAttributeBuilder? attribute, Type? parent = null)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(Path.GetFileNameWithoutExtension(path)) { Version = new(1, 2, 3) }, typeof(object).Assembly);
        var type = assembly.DefineDynamicModule("main").DefineType($"Emitted.{className}", TypeAttributes.Public | TypeAttributes.Abstract, parent);
        if (attribute is not null) type.SetCustomAttribute(attribute);
        type.CreateType();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        assembly.Save(path);
    }
}
