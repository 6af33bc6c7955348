using System.Reflection;
using System.Reflection.Metadata;

namespace Gateway.Core.Plugins.Inspecting.Initializers;

/// <summary>Follows the instructions of constructors to what they leave in the fields, as far as that is plain from them.</summary>
internal sealed class ConstructorReader(InspectedAssembly assembly, Accessors accessors)
{
    // Constructors that call constructors: a class that makes two of itself is a tree of twice as many with each.
    private const int Deepest = 8;

    private int _depth;

    /// <summary>What <c>new()</c> of the class makes.</summary>
    public ObjectValue Create(TypeDefinitionHandle type)
    {
        var instance = new ObjectValue();
        foreach (var handle in assembly.Metadata.GetTypeDefinition(type).GetMethods())
        {
            assembly.Step();
            var method = assembly.Metadata.GetMethodDefinition(handle);
            if ((method.Attributes & MethodAttributes.Static) != 0 || !assembly.Metadata.StringComparer.Equals(method.Name, ".ctor")) continue;
            if (CalledMethod.Of(assembly, handle).Parameters > 0) continue;
            Run(handle, instance, []);
            return instance;
        }

        instance.IsComputed = true;
        return instance;
    }

    /// <summary>Runs a constructor of this file on the object.</summary>
    public void Run(MethodDefinitionHandle constructor, ObjectValue instance, object?[] arguments)
    {
        if (_depth < Deepest && assembly.BodyOf(constructor) is { ExceptionRegions.Length: 0 } body)
        {
            _depth++;
            var isPlain = new InitializerCode(assembly, accessors, this, [instance, .. arguments]).Run(body.GetILReader());
            _depth--;
            if (isPlain) return;
        }

        // Unknown code has had all of it.
        instance.IsComputed = true;
        foreach (var argument in arguments) InitializerCode.Spoil(argument);
    }
}
