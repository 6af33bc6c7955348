using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Gateway.Core.Plugins;
using Gateway.Core.Plugins.Checking;
using Gateway.Core.Plugins.Inspecting;

namespace Gateway.Core.Tests.Plugins.Inspecting;

/// <summary>Files that are made to hurt whoever looks at them before trusting them.</summary>
internal sealed class HostileFileTests
{
    private string _folder = null!;

    private string File => Path.Combine(_folder, "Hostile.dll");

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("mcp-gateway-hostile-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    [CancelAfter(30_000)]
    public void A_list_of_lists_that_are_one_list_is_computed()
    {
        WriteOptions(typeof(string[][][][][][]), code =>
        {
            code.Emit(OpCodes.Ldstr, "ha");
            for (var type = typeof(string); type != typeof(string[][][][][][]); type = type.MakeArrayType())
            {
                var inner = code.DeclareLocal(type);
                code.Emit(OpCodes.Stloc, inner);
                code.Emit(OpCodes.Ldc_I4, 500);
                code.Emit(OpCodes.Newarr, type);
                for (var i = 0; i < 500; i++)
                {
                    code.Emit(OpCodes.Dup);
                    code.Emit(OpCodes.Ldc_I4, i);
                    code.Emit(OpCodes.Ldloc, inner);
                    code.Emit(OpCodes.Stelem_Ref);
                }
            }
        });
        Assert.That(Read().Single().IsComputed, Is.True);
    }

    [Test]
    public void Texts_without_end_are_refused()
    {
        var text = new string('a', 1_000_000);
        WriteOptions(typeof(string), code =>
        {
            for (var i = 0; i < 500; i++) code.Emit(OpCodes.Ldstr, text);
            for (var i = 1; i < 500; i++) code.Emit(OpCodes.Pop);
        });
        Assert.That(Read, Throws.TypeOf<PluginException>().With.Message.StartsWith("its options can't be read"));
    }

    [Test]
    public void The_name_of_a_type_is_not_taken_for_a_generic_one_whose_arguments_the_runtime_loads()
    {
        var loaded = new List<string?>();
        AppDomain.CurrentDomain.AssemblyLoad += Note;
        try
        {
            WriteForeign("Nullable`1[[X, System.Xml.XPath.XDocument]]");
            Assert.That(Read, Throws.Nothing);
            Assert.That(loaded, Has.None.EqualTo("System.Xml.XPath.XDocument"));

            WriteForeign(string.Concat(Enumerable.Repeat("A[[", 200_000))); // a stack overflow ends the process
            Assert.That(Read, Throws.Nothing);
        }
        finally
        {
            AppDomain.CurrentDomain.AssemblyLoad -= Note;
        }

        void Note(object? sender, AssemblyLoadEventArgs arguments) => loaded.Add(arguments.LoadedAssembly.GetName().Name);
    }

    [TestCase("{}")]
    [TestCase("""{"runtimeTarget":{},"targets":{},"libraries":{}}""")]
    [TestCase("""{"runtimeTarget":{"name":"t"},"targets":{"t":{}},"libraries":{"a/1":{}}}""")]
    [TestCase("""{"runtimeTarget":{"name":"t"},"targets":{"t":[]},"libraries":{}}""")]
    [TestCase("""{"runtimeTarget":{"name":"t"},"targets":{"t":{"a/1":{"runtimeTargets":{"x.dll":{}}}}},"libraries":{}}""")]
    [TestCase("DEEP")]
    public void A_deps_json_that_would_end_the_process_is_one_sentence(string text)
    {
        EmittedPlugin.WriteGuardrail(File, "hostile");
        System.IO.File.WriteAllText(Path.ChangeExtension(File, ".deps.json"), text == "DEEP" ? $"{{\"x\":{new string('[', 1_000_000)}" : text);
        Assert.That(PluginDependencies.Problems(File), Is.EqualTo(new[] { PluginLoadContext.BadDependencyFile }));
        Assert.That(() => PluginLoadContext.Create(File), Throws.TypeOf<PluginException>());
    }

    private IReadOnlyList<OptionDescription> Read() => OptionsReader.Read(new()
    {
        Name = "hostile",
        Kind = PluginKind.Guardrail,
        TypeName = "Hostile",
        AssemblyPath = File,
        Folder = File,
        Version = "1.0.0",
        ContractVersion = "1.0",
        OptionsTypeName = "Options",
    });

    // A class with one property, which the constructor sets to what the code leaves on the stack.
    private void WriteOptions(Type type, Action<ILGenerator> value)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Hostile"), typeof(object).Assembly);
        var options = assembly.DefineDynamicModule("main").DefineType("Options", TypeAttributes.Public);
        var field = options.DefineField("_value", type, FieldAttributes.Private);
        var property = options.DefineProperty("Value", PropertyAttributes.None, type, null);
        var getter = options.DefineMethod("get_Value", MethodAttributes.Public, type, []);
        var read = getter.GetILGenerator();
        read.Emit(OpCodes.Ldarg_0);
        read.Emit(OpCodes.Ldfld, field);
        read.Emit(OpCodes.Ret);
        var setter = options.DefineMethod("set_Value", MethodAttributes.Public, null, [type]);
        var write = setter.GetILGenerator();
        write.Emit(OpCodes.Ldarg_0);
        write.Emit(OpCodes.Ldarg_1);
        write.Emit(OpCodes.Stfld, field);
        write.Emit(OpCodes.Ret);
        property.SetGetMethod(getter);
        property.SetSetMethod(setter);
        var code = options.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, []).GetILGenerator();
        var result = code.DeclareLocal(type);
        value(code);
        code.Emit(OpCodes.Stloc, result);
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldloc, result);
        code.Emit(OpCodes.Stfld, field);
        code.Emit(OpCodes.Ret);
        options.CreateType();
        assembly.Save(File);
    }

    // A class with one property of a type from elsewhere, System.NAME.
    private void WriteForeign(string name)
    {
        var metadata = new MetadataBuilder();
        metadata.AddModule(0, metadata.GetOrAddString("Hostile.dll"), metadata.GetOrAddGuid(Guid.Empty), default, default);
        metadata.AddAssembly(metadata.GetOrAddString("Hostile"), new(1, 0, 0, 0), default, default, default, default);
        var runtime = metadata.AddAssemblyReference(metadata.GetOrAddString("System.Runtime"), new(10, 0, 0, 0), default, default, default, default);
        var foreign = metadata.AddTypeReference(runtime, metadata.GetOrAddString("System"), metadata.GetOrAddString(name));
        var (signature, setter) = (new BlobBuilder(), new BlobBuilder());
        new BlobEncoder(signature).PropertySignature(isInstanceProperty: true).Parameters(0, type => type.Type().Type(foreign, isValueType: false), _ => { });
        new BlobEncoder(setter).MethodSignature(isInstanceMethod: true).Parameters(1, type => type.Void(), parameters => parameters.AddParameter().Type().Type(foreign, isValueType: false));
        metadata.AddTypeDefinition(default, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        var options = metadata.AddTypeDefinition(TypeAttributes.Public, default, metadata.GetOrAddString("Options"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        var method = metadata.AddMethodDefinition(MethodAttributes.Public | MethodAttributes.Abstract, default, metadata.GetOrAddString("set_Value"), metadata.GetOrAddBlob(setter), -1, default);
        var property = metadata.AddProperty(PropertyAttributes.None, metadata.GetOrAddString("Value"), metadata.GetOrAddBlob(signature));
        metadata.AddPropertyMap(options, property);
        metadata.AddMethodSemantics(property, MethodSemanticsAttributes.Setter, method);
        var image = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new(metadata), new BlobBuilder()).Serialize(image);
        System.IO.File.WriteAllBytes(File, image.ToArray());
    }
}
